/** Lines of the processes for people: a name in front, JSON of the log library made readable. */
import readline from 'node:readline';
import type { Readable } from 'node:stream';

const LEVELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const COLOURS: Record<string, number> = { warn: 33, error: 31, fatal: 31 };
const NAME_WIDTH = 6;

export interface LogStyle {
  colour: boolean;
}

/** Passes on what a process writes, line by line. */
export function forwardLines(
  name: string,
  stream: Readable,
  print: (line: string) => void,
  style: LogStyle,
): void {
  const lines = readline.createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  const prefix = `${name.padEnd(NAME_WIDTH)} │ `;
  lines.on('line', (line) => {
    for (const part of readable(line, style).split('\n')) print(prefix + part);
  });
}

/** A line of pino as `12:30:01 warn  message  key=value`; any other line as it is. */
export function readable(line: string, { colour }: LogStyle): string {
  const record = parse(line);
  if (!record) return line;
  const { level, time, msg, pid: _pid, hostname: _hostname, err, ...rest } = record;
  const name = LEVELS[Number(level)] ?? String(level);
  const clock = new Date(Number(time)).toISOString().slice(11, 19);
  const fields = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = [clock, name.padEnd(5), msg, ...fields].join(' ') + errorOf(err, Number(level));
  const paint = colour ? COLOURS[name] : undefined;
  return paint ? `\x1b[${paint}m${text}\x1b[0m` : text;
}

/** Where an error came from belongs to errors; a warning says what it was about. */
function errorOf(err: unknown, level: number): string {
  if (!err || typeof err !== 'object') return '';
  if (level >= 50 && 'stack' in err) return `\n${String(err.stack)}`;
  return 'message' in err ? `: ${String(err.message)}` : '';
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const record: unknown = JSON.parse(line);
    const known = record && typeof record === 'object' && 'level' in record && 'time' in record;
    return known ? (record as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
