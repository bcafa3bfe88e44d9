import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { receive } from './queue-calls.ts';
import { type Case, eventually, refusal, type Side } from './side.ts';

const put = ({ events, bus }: Side, entries: readonly PutEventsRequestEntry[]) =>
  events.send(new PutEventsCommand({ Entries: entries.map((entry) => ({ EventBusName: bus, ...entry })) }));

const entry = (DetailType: string, Source = 'vuelta/points', detail: unknown = {}): PutEventsRequestEntry => ({
  Source,
  DetailType,
  Detail: JSON.stringify(detail),
});

interface Envelope {
  readonly id: string;
  readonly time: string;
  readonly source: string;
  readonly detail: unknown;
}

/** What came to a queue, each once: the bus may deliver twice. */
async function heard(side: Side, url: string, wanted: number): Promise<Envelope[]> {
  const found = new Map<string, Envelope>();
  const look = async () => {
    for (const { Body = '' } of await receive(side, url)) {
      const envelope = JSON.parse(Body) as Envelope;
      found.set(envelope.id, envelope);
    }
    return found;
  };
  await eventually(side, look, ({ size }) => size >= wanted);
  return [...found.values()];
}

/** Whether what comes from a source is heard by a rule as the product's. */
const sources: Readonly<Record<string, boolean>> = {
  'vuelta/points': true,
  'vuelta/': true,
  vuelta: false,
  'other/points': false,
  'other/vuelta/points': false,
  'Vuelta/points': false,
};

const matched: readonly Case[] = [
  ...Object.entries(sources).map(([source, hears]) => ({
    name: `a rule by the prefix vuelta/ ${hears ? 'hears' : 'does not hear'} ${source}`,
    async act(side: Side) {
      const type = side.fresh('type');
      const { url } = await side.hears([type]);
      await put(side, [entry(type, source), entry(type, 'vuelta/last')]);
      return (await heard(side, url, hears ? 2 : 1)).map((each) => each.source).toSorted();
    },
    gives: hears ? [source, 'vuelta/last'].toSorted() : ['vuelta/last'],
  })),
  {
    name: 'a rule hears each of its types, and no other, and none written otherwise',
    async act(side) {
      const [one, two, other] = [side.fresh('a'), side.fresh('b'), side.fresh('c')];
      const { url } = await side.hears([one, two]);
      const types = [other, one.toUpperCase(), `${one}x`, one.slice(0, -1), one, two];
      await put(
        side,
        types.map((type) => entry(type, 'vuelta/points', { wanted: type === one || type === two })),
      );
      return (await heard(side, url, 2)).map(({ detail }) => detail);
    },
    gives: [{ wanted: true }, { wanted: true }],
  },
  ...(
    [
      ['of a brand', ['retorno'], ['retorno']],
      ['of all but some brands', [{ 'anything-but': ['retorno', 'mixsoon'] }], ['elsewhere']],
    ] as const
  ).map(([whose, brand, hears]) => ({
    name: `a rule ${whose} hears those alone`,
    async act(side: Side) {
      const type = side.fresh('type');
      const { url } = await side.hears([type], brand);
      const details = [{ brand: 'retorno' }, { brand: 'mixsoon' }, { brand: 'elsewhere' }, {}];
      await put(
        side,
        details.map((detail) => entry(type, 'vuelta/points', detail)),
      );
      return (await heard(side, url, 1)).map(({ detail }) => (detail as { brand: string }).brand);
    },
    gives: [...hears],
  })),
  {
    name: 'each of several rules hears the same event',
    async act(side) {
      const type = side.fresh('type');
      const [one, two] = [await side.hears([type]), await side.hears([side.fresh('other'), type])];
      const { Entries = [] } = await put(side, [entry(type)]);
      const ids = [...(await heard(side, one.url, 1)), ...(await heard(side, two.url, 1))].map(({ id }) => id);
      return ids.every((id) => id === Entries[0]?.EventId) && ids.length === 2;
    },
    gives: true,
  },
  {
    name: 'what nobody hears is taken all the same',
    async act(side) {
      const { FailedEntryCount } = await put(side, [entry(side.fresh('type'))]);
      return FailedEntryCount;
    },
    gives: 0,
  },
];

const travelled: readonly Case[] = [
  {
    name: 'an event travels in an envelope, its detail as it was put',
    async act(side) {
      const type = side.fresh('type');
      const { url } = await side.hears([type]);
      const detail = { n: 1.5, text: 'ñ 🚮', list: [null, true, {}] };
      await put(side, [entry(type, 'vuelta/points', detail)]);
      const [{ id, time, ...rest } = { id: '', time: '' }] = await heard(side, url, 1);
      return [id !== '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time), { ...rest, 'detail-type': undefined }];
    },
    gives: [
      true,
      true,
      {
        version: '0',
        source: 'vuelta/points',
        account: '000000000000',
        region: 'eu-west-1',
        resources: [],
        detail: { n: 1.5, text: 'ñ 🚮', list: [null, true, {}] },
        'detail-type': undefined,
      },
    ],
  },
  {
    name: 'ten events at once all arrive, each by an id of its own',
    async act(side) {
      const type = side.fresh('type');
      const { url } = await side.hears([type]);
      const { Entries = [] } = await put(
        side,
        Array.from({ length: 10 }, (_, n) => entry(type, 'vuelta/points', { n })),
      );
      const ids = new Set(Entries.map(({ EventId }) => EventId));
      const seen = await heard(side, url, 10);
      return [ids.size, seen.filter(({ id }) => ids.has(id)).length];
    },
    gives: [10, 10],
  },
];

/** A detail that is no object goes between its neighbours. */
const numberOf = (detail: unknown): number => (detail as { n?: number }).n ?? 1.5;
const byNumber = (one: unknown, other: unknown) => numberOf(one) - numberOf(other);

const failed: readonly Case[] = [
  {
    name: 'one that is no JSON fails by itself, and says so; its neighbours arrive',
    async act(side) {
      const type = side.fresh('type');
      const { url } = await side.hears([type]);
      const bad = { ...entry(type), Detail: '{ "no": json' };
      const { FailedEntryCount, Entries = [] } = await put(side, [
        entry(type, 'vuelta/points', { n: 1 }),
        bad,
        entry(type, 'vuelta/points', { n: 2 }),
      ]);
      const codes = Entries.map(({ ErrorCode, EventId }) => ErrorCode ?? EventId !== undefined);
      return [
        FailedEntryCount,
        codes,
        (await heard(side, url, 3 - (FailedEntryCount ?? 0))).map(({ detail }) => detail).toSorted(byNumber),
      ];
    },
    gives: [1, [true, 'MalformedDetail', true], [{ n: 1 }, { n: 2 }]],
  },
  ...['Source', 'DetailType', 'Detail'].map((field) => ({
    name: `one without ${field} fails by itself`,
    async act(side: Side) {
      const { FailedEntryCount } = await put(side, [
        { ...entry(side.fresh('type')), [field]: undefined },
        entry(side.fresh('type')),
      ]);
      return FailedEntryCount;
    },
    gives: 1,
  })),
  {
    name: 'refuses eleven events',
    act: async (side) => refusal(put(side, Array(11).fill(entry('type')))),
    gives: 'ValidationException',
  },
  {
    name: 'refuses no events',
    act: async (side) => refusal(put(side, [])),
    gives: 'ValidationException',
  },
  {
    name: 'leaves a queue empty whose rule heard nothing',
    async act(side) {
      const { url } = await side.hears([side.fresh('type')]);
      await put(side, [entry(side.fresh('type'))]);
      return receive(side, url);
    },
    gives: [],
  },
];

export const busCases: readonly Case[] = [...matched, ...travelled, ...failed];
