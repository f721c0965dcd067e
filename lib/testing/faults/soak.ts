/**
 * `npm run soak`: faults at random instants until the time or the number is reached, and their table in docs/faults.md.
 * The same seed makes the same faults; the instants within the server's and the system's own work stay random.
 */
import { parseArgs } from 'node:util';
import { ACTIONS, type Action } from './actions.ts';
import { type Ground, prepareGround } from './ground.ts';
import { FAULTED, type Faulted, type Instant, inWords, isLocal } from './instants.ts';
import { type PanelGround, playPanelRound, preparePanel } from './panel.ts';
import { type Outcome, playRound } from './round.ts';
import { MortalServer } from './server.ts';
import { noSmallDisk, SmallDisk } from './small-disk.ts';
import { writeTable } from './table.ts';

const HELP = `npm run soak -- [options]
  --minutes N   how long, 10 unless --rounds says how many
  --rounds N    how many faults
  --seed N      the same seed makes the same faults (1)
  --lanes N     how many at once, each with servers of its own (2)
  --action A    one kind of fault alone: ${Object.keys(ACTIONS).join(', ')}
  --stage S     one stage alone: ${FAULTED.join(', ')}
  --out FILE    where the table goes (docs/faults.md); nowhere with -`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** How many faults are tried at once, each with servers of its own. */
    lanes: { type: 'string', default: '2' },
    /** One action alone, to look into it. */
    action: { type: 'string' },
    stage: { type: 'string' },
    /** Where the table goes; nowhere with `-`. */
    out: { type: 'string', default: 'docs/faults.md' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const minutes = Number(values.minutes ?? (values.rounds ? Number.POSITIVE_INFINITY : 10));
const rounds = Number(values.rounds ?? Number.POSITIVE_INFINITY);
const random = generator(Number(values.seed));

type Cell = { action: Action; stage: Faulted };
const PANEL: Action[] = ['worker', 'frozen', 'state', 'tree'];

/** What can strike in which stage. */
function cells(withDisk: boolean): Cell[] {
  const all = FAULTED.flatMap((stage) =>
    (Object.keys(ACTIONS) as Action[]).map((action) => ({ action, stage })),
  );
  return all.filter(({ action, stage }) => {
    if (values.action && action !== values.action) return false;
    if (values.stage && stage !== values.stage) return false;
    if (PANEL.includes(action)) return stage !== 'rollback';
    if (isLocal(stage)) return action === 'kill' || (action === 'snapshot-gone' && stage === 'profile');
    if (action === 'disk-full')
      return withDisk && stage !== 'plan' && stage !== 'verify' && stage !== 'rollback';
    if (action === 'snapshot-gone') return stage !== 'cutover' && stage !== 'rollback';
    return true;
  });
}

function instantIn({ action, stage }: Cell, ground: Ground): Instant {
  const ms = (ground.stages.get(stage) ?? 50) * random();
  if (isLocal(stage) || PANEL.includes(action)) return { kind: 'delay', ms };
  const kind = (['message', 'message', 'sent', 'under-way', 'unheard'] as const)[Math.floor(random() * 5)];
  const several = stage === 'copy' || stage === 'constraints' || stage === 'verify' || stage === 'plan';
  if (kind === 'message' || kind === undefined) {
    return { kind: 'message', nth: 1 + Math.floor(random() * (stage === 'copy' ? 150 : 25)) };
  }
  return { kind, nth: 1 + Math.floor(random() * (several ? 4 : 1)) };
}

function* inTurn(all: Cell[]): Generator<Cell> {
  for (;;)
    yield* [...all]
      .map((cell) => ({ cell, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ cell }) => cell);
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const began = performance.now();
const outcomes: Outcome[] = [];
const why = noSmallDisk();
if (why) console.log(`Without full disks: ${why}.`);
const turns = inTurn(cells(why === null));
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
  });
}
const isOver = () => stopping || outcomes.length >= rounds || performance.now() - began > minutes * 60_000;
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));

/** With servers of its own: faults of one lane are nothing to the others. Most rounds wait more than they work. */
async function lane(): Promise<void> {
  const disk = why ? null : new SmallDisk(400);
  const server = await MortalServer.start();
  const grounds: Ground[] = [];
  let crowded: MortalServer | null = null;
  let panel: PanelGround | null = null;
  try {
    const ground = await prepareGround(server);
    grounds.push(ground);
    if (disk) {
      crowded = await MortalServer.start(
        { max_wal_size: '64MB', min_wal_size: '32MB' },
        `${disk.folder}/data`,
      );
      grounds.push(await prepareGround(crowded, disk));
    }
    panel = await preparePanel(ground);
    while (!isOver()) {
      const cell = turns.next().value as Cell;
      const fault = { ...cell, instant: instantIn(cell, ground) };
      const outcome = PANEL.includes(cell.action)
        ? await playPanelRound(panel, fault)
        : await playRound(cell.action === 'disk-full' ? (grounds[1] ?? ground) : ground, fault);
      outcomes.push(outcome);
      console.log(`${outcomes.length}. ${told(outcome)}`);
    }
  } finally {
    await panel?.remove();
    for (const one of grounds) one.remove();
    await crowded?.remove();
    disk?.remove();
    await server.remove();
  }
}

function told({
  action,
  stage,
  instant,
  struck,
  ended,
  code,
  lost,
  doubled,
  halfVisible,
  left,
  seconds,
}: Outcome) {
  return [
    `${action} in ${stage}, ${inWords(instant)}: ${struck ? '' : 'not struck, '}${ended}`,
    ...(code ? [code] : []),
    ...(lost + doubled > 0 ? [`lost ${lost}, doubled ${doubled}`] : []),
    ...halfVisible.slice(0, 2),
    ...(left.length > 0 ? [`left: ${left.join(', ')}`] : []),
    `${seconds.toFixed(1)} s`,
  ].join(' · ');
}

const elapsed = (performance.now() - began) / 60_000;
if (values.out !== '-') writeTable(values.out, outcomes, { seed: values.seed, minutes: elapsed });
const bad = outcomes.filter(
  ({ ended, lost, doubled, halfVisible }) =>
    ended === 'neither' || ended === 'hung' || lost + doubled > 0 || halfVisible.length > 0,
);
console.log(
  `${outcomes.filter(({ struck }) => struck).length} faults, ${bad.length} of them with a wrong end.`,
);
// A socket that a fault left stalled keeps Node's own clearing up from ever coming to its end.
process.exit(bad.length > 0 ? 1 : 0);
