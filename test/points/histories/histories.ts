/** Random histories: what may happen around points, drawn so that things meet: few people, few serials, dates near borders. */
import fc from 'fast-check';

/** Messages of others may be late: they are said now and arrive with a later `arrive`. */
interface Late {
  readonly late: boolean;
}

export type Happening =
  | ({ do: 'deposit'; who: number; pet: number; glass: number; hoursAgo: number; claimed: boolean } & Late)
  | ({
      do: 'pay';
      lines: readonly { readonly class: string; readonly paid: number }[];
      currency: string;
      hoursAgo: number;
    } & Late)
  | ({ do: 'deliver'; order: number; hoursAgo: number } & Late)
  | ({ do: 'refund'; order: number; lines: readonly { readonly line: number; readonly share: Share }[] } & Late)
  | ({ do: 'recycle'; customer: number; serials: readonly number[]; hoursAgo: number } & Late)
  | { do: 'redeem'; customer: number; reward: string }
  | { do: 'cancel'; nth: number }
  | { do: 'adjust'; customer: number; points: number }
  | { do: 'approve'; nth: number; alone: boolean }
  | { do: 'link'; card: number; customer: number }
  | { do: 'give back'; card: number; linkedFirst: boolean }
  | { do: 'register'; customer: number }
  | { do: 'birthday'; customer: number; date: string }
  | { do: 'move'; customer: number; zone: string }
  | { do: 'again'; nth: number; altered: boolean }
  | { do: 'arrive'; nth: number };

/** How much of a line is refunded: a part of what was paid, or more than that. */
export type Share = 'none' | 'third' | 'half' | 'all' | 'too much';

export type Wait = {
  readonly do: 'wait';
  /** Until the n-th border from now on: a timer, the end of a lot, a purchase or a serial `withinDays` away. */
  readonly until:
    | { readonly days: number }
    | { readonly minutes: number }
    | { readonly border: number; readonly off: number }
    | { readonly at: string };
  /** Whether the timers run as they become due, all at the end, or not at all. */
  readonly timers: 'in time' | 'late' | 'never';
};

export type Command = Wait | (Happening & { readonly second: boolean });

export interface History {
  readonly brands: readonly [string, string];
  readonly begins: string;
  readonly commands: readonly Command[];
}

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const few = (most: number) => fc.integer({ min: 0, max: most });
const late = fc.boolean().chain((maybe) => (maybe ? fc.boolean() : fc.constant(false)));
const hoursAgo = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: pick(1, 5, 23, 24, 70) });

const line = fc.record({
  class: pick('consumable', 'consumable', 'care', 'device'),
  paid: pick(1000, 1000, 333, 999, 1, 50, 0, 2000, 3000, 4999),
});
const refundedLine = fc.record({
  line: few(3),
  share: pick<Share>('third', 'third', 'half', 'all', 'all', 'too much', 'none'),
});
const serials = fc.uniqueArray(few(4), { minLength: 1, maxLength: 3 });

const happenings: Record<Happening['do'], { weight: number; arbitrary: fc.Arbitrary<object> }> = {
  deposit: {
    weight: 7,
    arbitrary: fc.record({
      who: few(4),
      pet: few(12),
      glass: few(4),
      hoursAgo: fc.oneof(hoursAgo, pick(24 * 7, 24 * 20)),
      claimed: fc.boolean(),
      late,
    }),
  },
  pay: {
    weight: 7,
    arbitrary: fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      currency: pick('EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'USD'),
      hoursAgo,
      late,
    }),
  },
  deliver: { weight: 5, arbitrary: fc.record({ order: few(3), hoursAgo, late }) },
  refund: {
    weight: 6,
    arbitrary: fc.record({
      order: few(2),
      lines: fc.uniqueArray(refundedLine, { minLength: 1, maxLength: 3, selector: (each) => each.line }),
      late,
    }),
  },
  recycle: { weight: 4, arbitrary: fc.record({ customer: few(1), serials, hoursAgo, late }) },
  redeem: { weight: 6, arbitrary: fc.record({ customer: few(1), reward: pick('sticker', 'donation', 'bag') }) },
  cancel: { weight: 3, arbitrary: fc.record({ nth: few(3) }) },
  adjust: {
    weight: 4,
    arbitrary: fc.record({ customer: few(1), points: pick(1, 30, 50, 60, 61, 100, 101, 40, -1, -10, -50, -101) }),
  },
  approve: { weight: 3, arbitrary: fc.record({ nth: few(2), alone: pick(false, false, true) }) },
  link: { weight: 2, arbitrary: fc.record({ card: few(1), customer: few(1) }) },
  'give back': { weight: 2, arbitrary: fc.record({ card: few(1), linkedFirst: fc.boolean() }) },
  register: { weight: 3, arbitrary: fc.record({ customer: few(1) }) },
  birthday: {
    weight: 3,
    arbitrary: fc.record({
      customer: few(1),
      date: pick('1980-02-29', '1980-02-29', '1990-02-28', '1975-06-15', '1969-10-25', '2000-12-31'),
    }),
  },
  move: { weight: 1, arbitrary: fc.record({ customer: few(1), zone: pick('Europe/Madrid', 'Atlantic/Canary') }) },
  again: { weight: 4, arbitrary: fc.record({ nth: few(20), altered: pick(false, false, false, true) }) },
  arrive: { weight: 5, arbitrary: fc.record({ nth: few(3) }) },
};

const wait: fc.Arbitrary<Wait> = fc.record({
  do: fc.constant('wait'),
  until: fc.oneof(
    fc.record({ minutes: pick(1, 30, 60, 600) }),
    fc.record({ days: pick(1, 6, 7, 13, 15, 29, 31, 90, 200, 370) }),
    fc.record({ border: few(3), off: pick(-1, 0, 0, 1) }),
    fc.record({ border: few(3), off: pick(-1, 0, 0, 1) }),
  ),
  timers: pick('in time', 'in time', 'in time', 'late', 'never'),
});

const inBrand = (what: fc.Arbitrary<object>) =>
  fc.tuple(what, pick(false, false, false, false, true)).map(([each, second]) => ({ ...each, second }) as Command);

const happening = ([name, { arbitrary }]: [string, { arbitrary: fc.Arbitrary<object> }]) =>
  arbitrary.map((what) => ({ do: name, ...what }));

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: wait },
  ...Object.entries(happenings).map((each) => ({ weight: each[1].weight, arbitrary: inBrand(happening(each)) })),
);

/** A purchase until its points are active, and most of what can befall it then: alone they would seldom meet. */
const purchase: fc.Arbitrary<Command[]> = fc
  .record({
    second: pick(false, false, false, true),
    paid: happening(['pay', happenings.pay]),
    meanwhile: fc.array(command, { maxLength: 2 }),
    days: pick(15, 22, 22, 40),
    timers: pick<Wait['timers']>('in time', 'in time', 'late'),
    after: fc.array(
      fc.oneof(
        ...(['redeem', 'redeem', 'refund', 'refund', 'recycle', 'cancel', 'adjust', 'deposit'] as const).map((name) =>
          happening([name, happenings[name]]),
        ),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ second, paid, meanwhile, days, timers, after }) => [
    { ...paid, late: false, second } as Command,
    { do: 'deliver', order: 0, hoursAgo: 0, late: false, second },
    ...meanwhile,
    { do: 'wait', until: { days }, timers },
    ...after.map((what) => ({ ...what, second }) as Command),
  ]);

/** A card that is used, linked, used and given back within a week, and what both of its holders deposit meanwhile. */
const card: fc.Arbitrary<Command[]> = fc
  .record({
    second: pick(false, false, false, true),
    uses: fc.array(fc.array(happening(['deposit', happenings.deposit]), { minLength: 1, maxLength: 3 }), {
      minLength: 4,
      maxLength: 4,
    }),
    linked: happening(['link', happenings.link]),
    back: fc.array(happening(['give back', happenings['give back']]), { minLength: 2, maxLength: 2 }),
  })
  .map(({ second, uses, linked, back: [once, again] }) =>
    [uses[0], linked, uses[1], once, uses[2], again, uses[3]]
      .flat()
      .map((what) => ({ ...what, hoursAgo: 0, late: false, second }) as Command),
  );

const some: fc.Arbitrary<Command[]> = fc.oneof(
  { weight: 8, arbitrary: command.map((one) => [one]) },
  { weight: 1, arbitrary: purchase },
  { weight: 1, arbitrary: card },
);

export const histories = (longest = 100): fc.Arbitrary<History> =>
  fc.record({
    brands: pick<[string, string]>(['prudente', 'justo'], ['justo', 'fiado'], ['fiado', 'prudente']),
    begins: pick(
      '2027-02-10T09:00:00.000Z',
      '2027-03-20T10:00:00.000Z',
      '2027-10-20T16:00:00.000Z',
      '2027-12-28T12:00:00.000Z',
      '2028-01-20T20:00:00.000Z',
      '2027-06-30T11:00:00.000Z',
    ),
    commands: fc.array(some, { maxLength: longest, size: 'max' }).map((parts) => parts.flat().slice(0, longest)),
  });
