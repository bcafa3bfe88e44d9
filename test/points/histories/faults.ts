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
    history: 7,
    without: 'what a refund asks for',
    file: rules,
    text: 'asked: refundedShare(part.points, refunded, part.paid) };',
    instead: 'asked: part.asked };',
  },
  {
    name: 'a refund is taken twice',
    history: 7,
    without: 'what was asked for before',
    file: rules,
    text: 'points: part.asked - (parts[at] as P).asked',
    instead: 'points: part.asked',
  },
  {
    name: 'what expires last is spent first',
    history: 0,
    without: 'the order in which points are spent',
    file: lots,
    text: 'compare(a.expiry, b.expiry) ||',
    instead: 'compare(b.expiry, a.expiry) ||',
  },
  {
    name: 'a serial doubles twice',
    history: 6,
    without: 'the memory of serials',
    file: 'functions/points/earning/doubling.ts',
    text: 'const key = serialKey(brand, recycled.serial);',
    instead: 'const key = serialKey(brand, [recycled.serial, recycled.at].join());',
  },
  {
    name: 'each card has a weekly cap of its own',
    history: 0,
    without: 'the holder of the card',
    file: 'functions/points/ledger/cards.ts',
    text: 'most === undefined ? {} : beyondTheCap(',
    instead: 'most !== undefined ? {} : beyondTheCap(Number(most), ',
  },
  {
    name: 'a card that was given back fills the week of who had it',
    history: 1,
    without: 'the week that is free again',
    file: 'functions/points/ledger/cards.ts',
    text: ', ...counted(origin, holder, card.weeks, -1)]',
    instead: ']',
  },
  {
    name: 'an expired lot is still counted',
    history: 7,
    without: 'the end of a lot',
    file: lots,
    text: 'expiry > asOf',
    instead: 'expiry !== asOf',
  },
  {
    name: 'a deposit that is heard again pays again',
    history: 12,
    without: 'the time of the cause in the key',
    file: 'layers/table/event-item.ts',
    text: 'const { time, id } = origin.cause;',
    instead: 'const { id } = origin.cause; const time = now();',
  },
  {
    name: 'a debt is forgotten when points come in',
    history: 7,
    without: 'the debt that is paid first',
    file: 'functions/points/ledger/posting.ts',
    text: 'let owed = debt;',
    instead: 'let owed = 0 * debt;',
  },
  {
    name: 'points are active while the order can still be withdrawn from',
    history: 27,
    without: 'the last day for withdrawal',
    file: 'layers/time/civil.ts',
    text: '.add({ days: days + 1 })',
    instead: '.add({ days })',
  },
];
