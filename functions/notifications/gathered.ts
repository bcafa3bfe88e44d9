import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { noticeNamed } from '#notices/catalogue.ts';
import type { Values } from '#notices/notice.ts';
import type { StoredMail } from './mailbox.ts';

/** So many mails join another one in one transaction, of which DynamoDB takes a hundred items. */
const atOnce = 90;

/**
 * The mails that wait for a person, of those that come to one only the first. That has the values of all of them, and the others are
 * `joined`: nothing is said of their end, as it tells what they would. A mail that is being sent takes no part.
 */
export async function gathered(origin: Origin, waiting: readonly StoredMail[]): Promise<StoredMail[]> {
  const [first, ...others] = waiting;
  if (first === undefined) return [];
  let [one, joining]: [StoredMail, StoredMail[]] = [first, []];
  const apart: StoredMail[] = [];
  for (const mail of others) {
    const values = asOne(one, mail);
    if (values === undefined) {
      apart.push(mail);
      continue;
    }
    one = { ...one, values };
    joining.push(mail);
    if (joining.length < atOnce) continue;
    one = await joined(origin, one, joining);
    joining = [];
  }
  if (joining.length > 0) one = await joined(origin, one, joining);
  return [one, ...(await gathered(origin, apart))];
}

/** The values of two mails as one; undefined where they do not come to one. */
function asOne(one: StoredMail, other: StoredMail): Values | undefined {
  if (one.template !== other.template || one.state !== 'held' || other.state !== 'held') return undefined;
  return noticeNamed(one.template).together?.(one.values, other.values) as Values | undefined;
}

/** Writes down what a mail tells by now, in the transaction in which others join it. */
async function joined({ once: _once, ...origin }: Origin, one: StoredMail, others: readonly StoredMail[]) {
  const { pk, sk, values, tells } = one;
  const asRead = { equals: { state: 'held', ...(tells && { tells }) }, absent: tells ? [] : ['tells'] };
  await commit(origin, {
    changes: [
      update({ pk, sk }, { set: { values, tells: (tells ?? 0) + others.length }, when: asRead }),
      ...others.map((mail) =>
        update(
          { pk: mail.pk, sk: mail.sk },
          { set: { state: 'joined', into: one.mailId }, when: { equals: { state: 'held' } } },
        ),
      ),
    ],
  });
  return { ...one, tells: (tells ?? 0) + others.length };
}
