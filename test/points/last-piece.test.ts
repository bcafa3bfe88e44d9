import { expect, it } from '@jest/globals';
import { earn } from '../../functions/points/earning/earn.ts';
import { headsOf } from '../../functions/points/ledger/account.ts';
import { activeOf } from '../../functions/points/ledger/head.ts';
import { redeem } from '../../functions/points/rewards/redemptions.ts';
import { addPieces } from '../../functions/points/rewards/stock.ts';
import { bag, by, decision, freshWorld, lot, now, tried, world } from './ledger-commands.ts';

const members = Array.from({ length: 500 }, (_, n) => `m-${n}`);
const [busy = ''] = members;
const deposits = 1_000;

const earned = (id: string, accountId: string) => earn(by(id), { accountId, effect: 'containers', decision, lot });

it('of 500 members at the last piece at once one gets it, and none of a thousand deposits to one of them is lost', async () => {
  freshWorld();
  for (const member of members) await world.runs(() => earned(`first of ${member}`, member));
  await world.runs(() => addPieces(by('stock', true), bag.id, 1));

  let deposited = 0;
  const machine = async () => {
    while (deposited < deposits) {
      const id = `deposit ${++deposited}`;
      await tried(() => earned(id, busy));
    }
  };
  const won: string[] = [];
  const wishes = members.map((member) =>
    tried(() => redeem(by(`wish of ${member}`, true), member, bag)).then((answer) => {
      if (answer !== undefined) won.push(member);
    }),
  );
  await Promise.all([...wishes, ...Array.from({ length: 20 }, machine)]);

  expect(won).toHaveLength(1);
  const left = await Promise.all(members.map(async (member) => activeOf(await headsOf('retorno', member), now)));
  const all = (member: string) => 100 + (member === busy ? 100 * deposits : 0);
  expect(left).toEqual(members.map((member) => all(member) - (won.includes(member) ? bag.points : 0)));
});
