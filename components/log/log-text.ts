/** The log as plain text: one event a line, fit for grep. Pure. */
import type { RunEvent, StageState } from '../../lib/engine/events.ts';
import { levelOf, stageOf, tableOf } from '../runs/event-lines.ts';
import { type EventTools, eventWords } from '../runs/event-words.ts';

/** Time in UTC, level, stage, table, then the words of the person who takes it along. */
export function logLine(event: RunEvent, stages: StageState[], tools: EventTools): string {
  const facts = [
    new Date(event.at).toISOString(),
    levelOf(event).padEnd(5),
    (stageOf(event, stages) ?? '-').padEnd(11),
    (tableOf(event) ?? '-').padEnd(16),
  ];
  const line = [...facts, eventWords(event, tools)].join('  ');
  // A message of several lines stays one line, and none draws on a terminal.
  return `${line.replace(/\r?\n/g, ' ⏎ ').replace(/\p{Cc}/gu, '')}\n`;
}
