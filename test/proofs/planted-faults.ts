/** Faults as people make them, each of another kind: planted into a copy of the repository, `npm test` must tell. */
export interface PlantedFault {
  /** As somebody would say it who noticed. */
  readonly name: string;
  readonly file: string;
  /** Stands in the file once, wherever a formatter breaks the lines. */
  readonly text: string;
  readonly instead: string;
  /** The tests that are run first: one of these finds it. */
  readonly foundBy: readonly string[];
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'of several events in one call to the bus only the first is published',
    file: 'functions/outbox/publish.ts',
    text: 'open.push(entry);',
    instead: '',
    foundBy: ['test/devices/deposit-day'],
  },
  {
    name: 'the last piece of a reward is given away twice',
    file: 'functions/points/rewards/stock.ts',
    text: "when: { exists: ['pk'] }",
    instead: 'when: {}',
    foundBy: ['test/points/ledger-races', 'test/points/last-piece'],
  },
  {
    name: 'a device is claimed by its serial, whatever the code',
    file: 'functions/devices/ownership.ts',
    text: "when: { equals: { claim: hash }, absent: ['ownerId'] }",
    instead: "when: { absent: ['ownerId'] }",
    foundBy: ['test/devices/claims'],
  },
  {
    name: 'a receipt never ends',
    file: 'functions/devices/deposits.ts',
    text: ', atLeast: { claimableUntil: time }',
    instead: '',
    foundBy: ['test/points/replays'],
  },
  {
    name: 'timers go off an hour early',
    file: 'functions/timers/sweep.ts',
    text: '{ until: now(), limit }',
    instead: '{ until: new Date(Date.parse(now()) + 3_600_000).toISOString(), limit }',
    foundBy: ['test/notifications/deposit-mail', 'test/points/expiry'],
  },
  {
    name: 'a timer that is armed anew is put into half of its index key',
    file: 'layers/table/timer.ts',
    text: '{ set: { ...fields, ...visibleFrom(timer, timer.dueAt) }, remove',
    instead: '{ set: { ...fields, visibleAt: timer.dueAt }, remove',
    foundBy: ['test/table/timers', 'test/points/purchases', 'test/notifications/held'],
  },
  {
    name: 'a full page is taken for the last one',
    file: 'layers/runtime/page.ts',
    text: 'places.length === limit',
    instead: 'places.length > limit',
    foundBy: ['test/runtime/pages'],
  },
  {
    name: 'a timer that was acted on stays',
    file: 'layers/runtime/on-timer.ts',
    text: 'if (replayed) await commit(origin, { changes: [disarm(timer)] });',
    instead: '',
    foundBy: ['test/runtime/fired-timers', 'test/world/year'],
  },
  {
    name: 'a handler forgets the replay',
    file: 'layers/table/commit.ts',
    text: 'if (!isOnce && !isEvent) throw',
    instead: 'if (!isOnce) throw',
    foundBy: ['test/table/commits', 'test/world/power-cuts'],
  },
  {
    name: 'a grant is taken away',
    file: 'infra/constructs/services.ts',
    text: "['iot:CreateKeysAndCertificate']",
    instead: "['iot:DescribeCertificate']",
    foundBy: ['test/infra/permissions'],
  },
  {
    name: 'a case whose step fails for good stands still',
    file: 'infra/states-language.ts',
    text: '...(step !== onTrouble && { Catch: setAside }),',
    instead: '',
    foundBy: ['test/infra/case-machine'],
  },
  {
    name: 'a wait has no net',
    file: 'infra/states-language.ts',
    text: '...lookAgain,',
    instead: '',
    foundBy: ['test/infra/case-machine'],
  },
  {
    name: 'quiet hours end at eight',
    file: 'functions/notifications/quiet-hours.ts',
    text: 'nextAtHour(at, zone, until)',
    instead: 'nextAtHour(at, zone, until - 1)',
    foundBy: ['test/notifications/quiet-hours', 'test/notifications/deposit-mail'],
  },
  {
    name: 'what expires last is spent first',
    file: 'functions/points/ledger/lots.ts',
    text: 'compare(a.expiry, b.expiry) ||',
    instead: 'compare(b.expiry, a.expiry) ||',
    foundBy: ['test/points/expiring', 'test/points/ledger-histories'],
  },
  {
    name: 'each card has a weekly cap of its own',
    file: 'functions/points/earning/deposits.ts',
    text: 'cap: { accountId: person?.customerId ?? accountId,',
    instead: 'cap: { accountId,',
    foundBy: ['test/points/ledger-histories'],
  },
  {
    name: 'a mail leaves again with each replay of its event',
    file: 'functions/notifications/deliver.ts',
    text: 'create({ ...mail, ...leased })',
    instead: 'update(keyOf(mail), { set: { ...mail, pk: undefined, sk: undefined, ...leased } })',
    foundBy: ['test/notifications/mail-at-most-once'],
  },
];
