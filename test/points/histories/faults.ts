/** Faults as people have made them in ledgers: each is planted into a copy of the product, and histories must tell. */
import type { Fault } from '../../support/access/planted.ts';

export interface NamedFault extends Fault {
  /** As a customer or an auditor would say it. */
  readonly name: string;
  /** Which of the random histories of the tests' seed finds it, counted from 0. */
  readonly history: number;
}

const rules = 'functions/points/rules.ts';
const lots = 'functions/points/ledger/lots.ts';

export const faults: readonly NamedFault[] = [
  {
    name: 'a refund keeps the points',
    history: 1,
    without: 'what a refund asks for',
    file: rules,
    text: 'asked: refundedShare(part.points, refunded, part.paid) };',
    instead: 'asked: part.asked };',
  },
  {
    name: 'a refund is taken twice',
    history: 2,
    without: 'what was asked for before',
    file: rules,
    text: 'points: part.asked - (parts[at] as P).asked',
    instead: 'points: part.asked',
  },
  {
    name: 'what expires last is spent first',
    history: 5,
    without: 'the order in which points are spent',
    file: lots,
    text: 'compare(a.expiry, b.expiry) ||',
    instead: 'compare(b.expiry, a.expiry) ||',
  },
  {
    name: 'a serial doubles twice',
    history: 1,
    without: 'the memory of serials',
    file: 'functions/points/earning/doubling.ts',
    text: 'const key = serialKey(brand, recycled.serial);',
    instead: 'const key = serialKey(brand, [recycled.serial, recycled.at].join());',
  },
  {
    name: 'each card has a weekly cap of its own',
    history: 30,
    without: 'the holder of the card',
    file: 'functions/points/earning/deposits.ts',
    text: 'cap: { accountId: person?.customerId ?? accountId,',
    instead: 'cap: { accountId,',
  },
  {
    name: 'an expired lot is still counted',
    history: 0,
    without: 'the end of a lot',
    file: lots,
    text: 'expiry > asOf',
    instead: 'expiry !== asOf',
  },
  {
    name: 'a deposit that is heard again pays again',
    history: 1,
    without: 'the time of the cause in the key',
    file: 'layers/table/event-item.ts',
    text: 'const { time, id } = origin.cause;',
    instead: 'const { id } = origin.cause; const time = now();',
  },
  {
    name: 'a debt is forgotten when points come in',
    history: 37,
    without: 'the debt that is paid first',
    file: 'functions/points/ledger/posting.ts',
    text: 'let owed = debt;',
    instead: 'let owed = 0 * debt;',
  },
  {
    name: 'points are active while the order can still be withdrawn from',
    history: 16,
    without: 'the last day for withdrawal',
    file: 'layers/time/civil.ts',
    text: '.add({ days: days + 1 })',
    instead: '.add({ days })',
  },
];
