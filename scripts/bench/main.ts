/** The command `npm run bench`. */
import { writeFileSync } from 'node:fs';
import { compareShape } from './compare.ts';
import { CONTESTANTS } from './contestants/index.ts';
import { measuredOn, type Section, writeSection } from './document.ts';
import { farAway } from './far-away.ts';
import { ownFolder } from './folder.ts';
import { grow, renderGrowth } from './growth.ts';
import { findNeedle, renderNeedle } from './needle.ts';
import type { Common, Comparing } from './options.ts';
import { measurePages, renderPages } from './pages/main.ts';
import { makeProgram } from './program.ts';
import { comparisonDocument, comparisonText } from './render-comparison.ts';
import type { ShapeResult } from './results.ts';
import { openServer } from './server.ts';
import { onStage, type Scene } from './stopping.ts';
import { described, machine, surroundings } from './surroundings.ts';

await makeProgram({
  compare: (chosen) => play((scene) => (chosen.growth ? growth(scene, chosen) : compare(scene, chosen))),
  needle: (chosen) => play((scene) => needle(scene, chosen)),
  pages: (chosen) => play((scene) => pages(scene, chosen)),
}).parseAsync();

async function play(work: (scene: Scene) => Promise<void>): Promise<void> {
  process.exitCode = await onStage(work);
}

async function ground(scene: Scene, chosen: Common) {
  const folder = await ownFolder(scene);
  const server = await openServer(scene, folder, chosen.target);
  const around = await surroundings(server);
  for (const line of described(around)) console.log(line);
  return { course: { folder, server, runs: chosen.runs, signal: scene.signal, say }, around };
}

async function compare(scene: Scene, chosen: Comparing): Promise<void> {
  const { course: near, around } = await ground(scene, chosen);
  const course = chosen.delay ? { ...near, server: await farAway(scene, near.server, chosen.delay) } : near;
  const contestants = CONTESTANTS.filter(({ name }) => chosen.only.includes(name));
  const shapes: ShapeResult[] = [];
  for (const shape of chosen.shapes) {
    shapes.push(await compareShape(shape, { ...course, rows: chosen.rows ?? 1e6, contestants }));
    console.log(`\n${comparisonText(shapes.at(-1) as ShapeResult)}`);
  }
  keep(chosen, { ...around, runs: chosen.runs, shapes });
  const far = chosen.delay ? [`Every answer of the server took ${chosen.delay} ms longer.`] : [];
  write(
    chosen,
    chosen.delay ? 'far-away' : 'comparison',
    [...described(around), ...far],
    comparisonDocument(shapes, chosen.runs),
  );
}

async function growth(scene: Scene, chosen: Common): Promise<void> {
  const { course, around } = await ground(scene, chosen);
  const sizes = await grow(chosen.rows ?? 1e7, course);
  console.log(`\n${renderGrowth(sizes, 'text')}`);
  keep(chosen, { ...around, runs: chosen.runs, sizes });
  write(chosen, 'growth', described(around), renderGrowth(sizes, 'markdown'));
}

async function needle(scene: Scene, chosen: Common): Promise<void> {
  const { course, around } = await ground(scene, chosen);
  const found = await findNeedle(chosen.rows ?? 1e6, course);
  console.log(`\n${renderNeedle(found)}`);
  keep(chosen, { ...around, ...found });
  write(chosen, 'needle', described(around), renderNeedle(found));
}

async function pages(scene: Scene, chosen: Common): Promise<void> {
  const around = machine();
  console.log(`Machine: ${around}.`);
  const measured = await measurePages(chosen.rows ?? 2e6, scene, say);
  console.log(`\n${renderPages(measured, 'text')}`);
  keep(chosen, { machine: around, ...measured });
  write(chosen, 'pages', [`Machine: ${around}.`], renderPages(measured, 'markdown'));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function keep({ json }: Common, found: object): void {
  if (json) writeFileSync(json, `${JSON.stringify({ at: new Date().toISOString(), ...found }, null, 2)}\n`);
}

function write(chosen: Common, section: Section, around: string[], content: string): void {
  if (chosen.write) writeSection(section, `${measuredOn(around)}\n\n${content}`);
}
