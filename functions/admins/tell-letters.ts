import { type Programme, programmes } from '#brands/programmes.ts';
import { environment } from '#layers/environment.ts';
import { type Key, update } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { getAll } from '#layers/table/read.ts';
import { days, hours, type Instant, later, minutes, now } from '#layers/time/clock.ts';
import { type Letter, lettersMail } from './letters.ts';
import { mailAdmin } from './mail-admin.ts';

/** A letter lies for 14 days at most; that it was told is remembered for a day more. */
const remembered = days(15);

/** Who has begun to mail and does not end is taken for dead by the next run, which comes after five minutes. */
const lease = minutes(4);

/** DynamoDB takes a hundred changes in one transaction, of which one is the time of the next mail. */
const atOnce = 99;

/**
 * Tells the admins of a brand of those letters that they were not told of, in one mail; where they had a mail within the hour, none
 * is told. Gives how many letters wait for the next mail.
 *
 * A run takes the brand for a few minutes before it mails, so of two runs one does. The letters are remembered as told, and the
 * brand is left alone for an hour, only after the mail has left: a run that was cut off, or a mail of which
 * nobody knows that it left, is made good by the next. Two mails are better than none.
 */
export async function tellLetters(brand: string, letters: readonly Letter[]): Promise<number> {
  const untold = await notTold(brand, letters);
  const programme = programmes[brand];
  if (untold.length === 0 || programme === undefined) return 0;
  const claim = update(nextMail(brand), {
    set: { notBefore: later(now(), lease) },
    when: { below: { notBefore: now() } },
  });
  if ((await commitIf(telling(brand), claim)) === undefined) return untold.length;
  if (!(await mailAll(programme, untold))) return untold.length;
  await remember(brand, untold);
  return 0;
}

const nextMail = (brand: string): Key => ({ pk: `admins#${brand}#next-mail`, sk: 'dead-letters' });

const told = (brand: string, { queue, id }: Letter): Key => ({ pk: `admins#${brand}#told`, sk: `${queue}#${id}` });

async function notTold(brand: string, letters: readonly Letter[]): Promise<Letter[]> {
  const marks = await getAll(letters.map((letter) => told(brand, letter)));
  return letters.filter((_, at) => marks[at] === undefined);
}

/** Whether an admin has the mail, or SES takes it for none of them: else it is tried again, also where it may have left. */
async function mailAll(programme: Programme, letters: readonly Letter[]): Promise<boolean> {
  const mail = lettersMail(letters, environment.STAGE);
  const outcomes = await Promise.all(programme.mail.admins.map((admin) => mailAdmin(programme, admin, mail)));
  return outcomes.includes('sent') || outcomes.every((outcome) => outcome === 'refused');
}

async function remember(brand: string, letters: readonly Letter[]): Promise<void> {
  const at = now();
  const hourOver = update(nextMail(brand), { set: { notBefore: later(at, hours(1)) } });
  for (let from = 0; from < letters.length; from += atOnce) {
    const marks = letters.slice(from, from + atOnce).map((letter) => update(told(brand, letter), { set: mark(at) }));
    await commit(telling(brand), { changes: [hourOver, ...marks] });
  }
}

const mark = (at: Instant) => ({ at, ttl: Math.ceil(Date.parse(later(at, remembered)) / 1000) });

/** It leaves no event, so nothing of this enters a key. */
const telling = (brand: string) => ({
  brand,
  owner: 'admins',
  cause: { id: 'dead-letters', subject: 'dead-letters', time: now() },
  hash: hashOf('dead-letters'),
  actor: { id: 'admins', role: 'system' as const },
});
