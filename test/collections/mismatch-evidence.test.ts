import { beforeEach, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { days, later } from '#layers/time/clock.ts';
import { handler } from '../../functions/collections/api.ts';
import { learnBin } from '../../functions/collections/bins/bins.ts';
import { countIsDue } from '../../functions/collections/bins/count.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request } from '../../functions/collections/books/requests.ts';
import { type Answer, call } from '../runtime/api-in-hand.ts';
import { claimsFor } from '../support/access/gateway.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { asked, heard, standingAt } from './collecting.ts';

const programme = programmes.retorno as Programme;
const start = '2026-11-01T10:00:00.000Z';
const day = (n: number) => later(start, days(n));
const agent = claimsFor('staff', 'a-1', '[retorno:agent]');

let world: BareWorld;

beforeEach(async () => {
  world = bareWorld({ start });
  await learnBin(heard('learn', start), standingAt('rvm-0001'));
});

/** A bottle of so many grams that the machine tells of now, though it was thrown in before. */
async function tells(time: string, grams: number): Promise<void> {
  const data = { ...standingAt('rvm-0001'), outcome: 'accepted' as const };
  const containers = [{ material: 'pet', count: 1, grams }];
  const said = say(depositRecorded, { about: 'rvm-0001', effect: 'deposit', data: { ...data, containers } });
  await commit(origin({ cause: { id: `d-${time}`, subject: 'device#rvm-0001', time } }), { events: [said] });
}

/** The bin is emptied, and scale and recycler say the same of it. */
async function collected(at: string, grams: number): Promise<string> {
  await world.until(at);
  const { id } = await request(asked(`ask-${at}`, at), programme, ['rvm-0001']);
  await empty(asked(`empty-${at}`, at), programme, id, { deviceId: 'rvm-0001', at });
  for (const kind of ['weighings', 'receipts'] as const) {
    const paper = { number: `${kind}-${at}`, issuer: 'recicladora', masses: [{ material: 'pet', grams }] };
    await file(asked(`${kind}-${at}`, at), id, kind, paper);
  }
  return id;
}

async function counted(): Promise<void> {
  for (const item of [...world.table.items()]) {
    if (item.kind === 'count') await countIsDue(firedBy(Timer.parse(item)), Timer.parse(item));
  }
}

const read = async (id: string): Promise<Answer> => {
  const path = `/api/staff/collections/${id}`;
  return (await world.does(() => call(handler, { method: 'GET', claims: agent, path }))) as Answer;
};

it('who decides on masses that differ sees how, who filed the papers, and what the bags before and after came to', async () => {
  const first = await collected(day(1), 1_000);
  await world.until(day(3));
  await counted();
  await tells(later(day(1), -1_000), 1_000);
  await tells(day(3), 500);
  const second = await collected(day(4), 500);
  await world.until(day(6));
  await counted();

  const { body: lacking } = await read(first);
  expect([lacking.state, lacking.receipts[0].filedBy, lacking.receipts[0].filedAt]).toEqual(['review', 'w-1', day(1)]);
  expect(lacking.review).toEqual({
    differences: [
      {
        ...{ material: 'pet', grams: 1_000, allowed: 300 },
        ...{ least: { by: 'deposited', grams: 0 }, most: { by: 'weighed', grams: 1_000 } },
      },
    ],
    emptyings: [
      {
        ...{ deviceId: 'rvm-0001', emptiedAt: day(1) },
        after: {
          ...{ id: second, reference: expect.stringMatching(/^RT-/), state: 'review', emptiedAt: day(4) },
          count: expect.objectContaining({
            ...{ deposits: 2, lateDeposits: 1, late: [{ material: 'pet', count: 1, grams: 1_000 }] },
          }),
          balance: [expect.objectContaining({ deposited: 1_500, weighed: 500, received: 500, agrees: false })],
        },
      },
    ],
  });
  const { body: tooMuch } = await read(second);
  expect(tooMuch.review.emptyings[0].before).toMatchObject({ id: first, count: { deposits: 0 }, state: 'review' });
});

it('nothing of the kind stands where nothing is to be decided', async () => {
  await world.until(day(1));
  await tells(day(1), 700);
  const id = await collected(later(day(1), 1_000), 700);
  await world.until(day(3));
  await counted();
  const { body } = await read(id);
  expect([body.state, body.review]).toEqual(['reconciled', undefined]);
});
