import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { causesOf, eventOf } from '#layers/table/causes.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type EventItem, envelopeOf, type Said, say } from '#layers/table/event-item.ts';
import { heardBy, type Origin } from '#layers/table/origin.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

let table: BareWorld['table'];

beforeEach(() => {
  ({ table } = bareWorld());
});

async function happened(from: Origin, said: Said): Promise<EventItem> {
  return (await commit(from, { events: [said] })).events[0] as EventItem;
}

const deposit = (about = 'rvm-0001') =>
  say(depositRecorded, { about, effect: 'deposit', data: depositRecorded.example });
const claim = say(depositClaimed, { about: 'c-1', effect: 'claim', data: depositClaimed.example });
const earned = say(pointsEarned, { about: 'c-1', effect: 'containers', data: pointsEarned.example });

describe('why something happened', () => {
  it('is told link by link, back to what is no event', async () => {
    const first = await happened(origin(), deposit());
    const second = await happened(heardBy('devices', first), claim);
    const third = await happened(heardBy('points', second), earned);
    const chain = await causesOf(envelopeOf(third));
    expect(chain).toEqual([third, second, first].map(envelopeOf));
  });

  it('is one event alone where a machine, a person or a timer caused it', async () => {
    const only = envelopeOf(await happened(origin(), deposit()));
    expect(await causesOf(only)).toEqual([only]);
  });

  it('does not mistake another event of the same moment for the cause', async () => {
    const cause = origin().cause;
    const others = ['m-2', 'm-3'].map((id) => happened(origin({ cause: { ...cause, id } }), deposit()));
    await Promise.all(others);
    const first = await happened(origin(), deposit());
    const second = await happened(heardBy('points', first), earned);
    expect(await eventOf('retorno', second.cause)).toEqual(envelopeOf(first));
    expect(await eventOf('mixsoon', second.cause)).toBeUndefined();
    expect(await eventOf('retorno', { ...second.cause, id: 'unknown' })).toBeUndefined();
  });

  it('is told to an end, even if somebody had tied the chain into a circle', async () => {
    const event = envelopeOf(await happened(origin(), deposit()));
    const circle = { ...event, cause: { id: event.id, subject: event.subject, time: event.time } };
    const [item] = table.items();
    ({ table } = bareWorld());
    await commit(origin(), { changes: [create({ ...(item as EventItem), ...circle })] });
    expect((await causesOf(circle)).length).toBeLessThanOrEqual(12);
  });
});
