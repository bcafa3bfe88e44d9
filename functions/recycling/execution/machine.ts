/**
 * The way of a case, as its state machine walks it. The definition that is deployed, its picture and the types of what a
 * step or wait may come to all follow from here.
 *
 * Cases in flight keep the definition they started with. So a name or an outcome that was ever deployed stays known to
 * `rules.ts` and `on-step.ts`, even when nothing here leads to it any more.
 */
interface State {
  /** `work` is done by `on-step.ts`; a `wait` ends when the facts are such (`rules.ts`). */
  readonly kind: 'work' | 'wait';
  /** Where each outcome leads; `end`: nothing more happens. */
  readonly leads: { readonly [outcome: string]: string };
}

export const start = 'SendLabel';

/** Where a case goes whose step failed again and again. */
export const onTrouble = 'SetAside';

export const states = {
  SendLabel: { kind: 'work', leads: { sent: 'AwaitParcel', 'to-review': 'AwaitReview' } },
  AwaitParcel: {
    kind: 'wait',
    leads: {
      'on-its-way': 'AwaitArrival',
      arrived: 'AwaitInspection',
      late: 'AwaitLate',
      'to-return': 'AwaitReturn',
      over: 'Close',
    },
  },
  AwaitArrival: {
    kind: 'wait',
    leads: { arrived: 'AwaitInspection', late: 'AwaitLate', 'to-return': 'AwaitReturn' },
  },
  AwaitLate: {
    kind: 'wait',
    leads: { 'on-its-way': 'AwaitArrival', arrived: 'AwaitInspection', 'to-return': 'AwaitReturn', over: 'Close' },
  },
  AwaitInspection: {
    kind: 'wait',
    leads: { matches: 'AwaitOutcome', differs: 'AwaitReview', 'to-return': 'AwaitReturn' },
  },
  AwaitReview: {
    kind: 'wait',
    leads: { accepted: 'AwaitOutcome', 'to-return': 'AwaitReturn', again: 'SendLabel' },
  },
  AwaitOutcome: {
    kind: 'wait',
    leads: { recycled: 'Certify', refurbished: 'Close', rejected: 'AwaitReturn', 'to-return': 'AwaitReturn' },
  },
  Certify: { kind: 'work', leads: { certified: 'Close' } },
  AwaitReturn: { kind: 'wait', leads: { returned: 'Close' } },
  Close: { kind: 'work', leads: { closed: 'end' } },
  SetAside: { kind: 'work', leads: { 'set-aside': 'AwaitReview' } },
} as const satisfies { readonly [name: string]: State };

type Names<Kind> = { [N in keyof typeof states]: (typeof states)[N]['kind'] extends Kind ? N : never };
export type Wait = Names<'wait'>[keyof typeof states];
export type Work = Names<'work'>[keyof typeof states];
export type OutcomeOf<Name extends keyof typeof states> = keyof (typeof states)[Name]['leads'];

export const isWait = (name: string): name is Wait =>
  Object.hasOwn(states, name) && states[name as keyof typeof states].kind === 'wait';
