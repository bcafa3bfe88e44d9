/** A message that was put aside, as the admins are told of it. */
export interface Letter {
  /** By which it is known that it was told. */
  readonly id: string;
  readonly queue: string;
  readonly code: string;
  readonly reason: string;
  /** Whose it is, where the message says so. */
  readonly brand?: string;
}

/** The brand of a message of any of our queues: a device's, an event's or a timer's. */
export function brandOf(body: string): string | undefined {
  try {
    const { topic, detail, brand } = JSON.parse(body) as {
      topic?: string;
      detail?: { brand?: string };
      brand?: string;
    };
    return topic?.split('/')[1] ?? detail?.brand ?? brand;
  } catch {
    return undefined;
  }
}

/** The letters that the admins of each brand are told of: their own, and those that are nobody's in particular. */
export function lettersByBrand(letters: readonly Letter[], brands: readonly string[]): Map<string, Letter[]> {
  const isNobodys = ({ brand }: Letter) => brand === undefined || !brands.includes(brand);
  return new Map(brands.map((id) => [id, letters.filter((each) => each.brand === id || isNobodys(each))]));
}

/** What lies in a dead-letter queue, and what to do about it. */
interface Remedy {
  readonly holds: string;
  readonly remedy: string;
}

const publishAgain = 'When it is mended send the events of that time again: npm run ops -- republish --from … --to …';

/** Of the queues that are not behind an inbox of a capability. */
const remedies: Readonly<Record<string, Remedy>> = {
  rules: { holds: 'events that the bus could not deliver', remedy: publishAgain },
  outbox: {
    holds: 'events, or spans of the table’s stream, that could not be published',
    remedy: publishAgain,
  },
};

/** By the queue's name without its stage and `-dead`: that of a capability's inbox is `<capability>-<kind>`. */
function remedyOf(name: string): Remedy {
  const [capability, kind] = name.split('-');
  return (
    remedies[name] ?? {
      holds: `${kind} that ${capability} could not handle`,
      remedy: `See which and why, and when it is mended send them again: npm run ops -- dead-letters ${capability}`,
    }
  );
}

/** The mail of new letters, in words: how many lie where for which reasons, and what to do. `stage` is the one in the queues' names. */
export function lettersMail(letters: readonly Letter[], stage: string): { subject: string; text: string } {
  const queues = [...Map.groupBy(letters, ({ queue }) => queue)].toSorted(([a], [b]) => a.localeCompare(b));
  const said = queues.map(([queue, own]) => {
    const { holds, remedy } = remedyOf(queue.slice(`vuelta-${stage}-`.length, -'-dead'.length));
    return [`In ${queue} there are ${holds}:`, ...reasonsOf(own), remedy].join('\n');
  });
  const count = letters.length === 1 ? 'a message was' : `${letters.length} messages were`;
  const text = [
    `Since the last mail ${count} put aside. Such messages are kept for 14 days.`,
    ...said,
    'Of what is put aside within the next hour one mail tells when the hour is over.',
  ].join('\n\n');
  return { subject: `[Vuelta] ${count} put aside`, text };
}

/** One line for each code, with how many have it and the reason of one of them. */
function reasonsOf(letters: readonly Letter[]): string[] {
  const codes = [...Map.groupBy(letters, ({ code }) => code)];
  return codes.map(([code, own]) => `- ${code} (${own.length}): ${own[0]?.reason}`);
}
