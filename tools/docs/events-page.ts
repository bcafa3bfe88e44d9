import { catalogue } from '#events/catalogue.ts';
import { consumersOf, type Declared } from '../../infra/capabilities.ts';

/** Who says and who hears each event: a picture of the capabilities, and a table of the events. */
export function eventsPage(declared: readonly Declared[]): string {
  const consumers = consumersOf(declared);
  const events = [...catalogue.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  const arrows = new Map<string, number>();
  for (const { type, owner } of events) {
    for (const consumer of consumers[type] ?? []) {
      const arrow = `${owner} %% ${consumer}`;
      arrows.set(arrow, (arrows.get(arrow) ?? 0) + 1);
    }
  }
  return [
    '# Events',
    '',
    'Made by `npm run docs`. An arrow goes from who says events to who hears them, with their number; `docs/asyncapi.json` has their',
    'schemas. What nobody hears stays in the table, for timelines, audits and figures.',
    '',
    '```mermaid',
    'flowchart LR',
    ...[...arrows].sort().map(([arrow, count]) => `  ${arrow.replace('%%', `-- ${count} -->`)}`),
    '```',
    '',
    '| event | said by | heard by | what it says |',
    '|---|---|---|---|',
    ...events.map(
      ({ type, owner, summary }) =>
        `| \`${type}\` | ${owner} | ${(consumers[type] ?? ['nobody']).join(', ')} | ${summary} |`,
    ),
    '',
  ].join('\n');
}
