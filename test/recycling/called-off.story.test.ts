import { beforeAll, describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { expectEnd, type Labelled, labelled } from './cases.ts';
import { type Desk, deskOf, type Sender, sender, serialOf } from './returns.ts';

const here = await place();
let desk: Desk;
let nuria: Sender;

beforeAll(async () => {
  await here.travelTo('12:00');
  desk = await deskOf(here, 'microsmile');
  nuria = await sender(here, 'microsmile', 'caminos');
});

/** Brings a case to a state as people would. */
const to: Record<string, (found: Labelled) => Promise<unknown>> = {
  'label-sent': async () => {},
  expired: async () => here.travel('P31D'),
  'in-transit': ({ tracking }) => desk.carrierSays(tracking, 'in-transit'),
  lost: async (found) => {
    await to['in-transit']?.(found);
    await here.travel('P22D');
  },
  received: ({ id }) => desk.receive(id),
  inspected: ({ id, serial }) => desk.count(id, [serial]),
  'in-review': ({ id }) => desk.count(id, [serialOf()]),
};

const attentionTo = async (id: string) => (await desk.listed()).find((each) => each.id === id)?.attention;

describe('called off', () => {
  it('in the moment it was asked for: it is over, whether or not the label was made', async () => {
    const { body } = await nuria.asks({ serial: serialOf() });
    expect((await nuria.cancels(body.id)).status).toBe(200);
    await expectEnd(here, nuria, body.id, 'cancelled');
  });

  it.each(['label-sent', 'expired'])('when it is %s: it is over', async (state) => {
    const found = await labelled(nuria);
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    expect((await nuria.cancels(found.id)).status).toBe(200);
    expect((await nuria.cancels(found.id)).status).toBe(200);
    await expectEnd(here, nuria, found.id, 'cancelled');
  });

  it.each(['in-transit', 'lost'])('when it is %s: it comes, and goes back to its owner', async (state) => {
    const found = await labelled(nuria);
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    await nuria.cancels(found.id);
    expect((await nuria.sees(found.id)).next.by).toBeDefined();
    expect((await desk.receive(found.id)).status).toBe(200);
    expect((await nuria.sees(found.id)).next.text).toBe('Te lo enviamos de vuelta');
    expect(await attentionTo(found.id)).toBe('return');
    expect((await desk.count(found.id, [found.serial])).body.code).toBe('case-cancelled');
    expect((await desk.receive(found.id, 'returned')).status).toBe(200);
    await expectEnd(here, nuria, found.id, 'cancelled');
  });

  it('under way, and it never comes: it is over when it can turn up no more', async () => {
    const found = await labelled(nuria);
    await to['in-transit']?.(found);
    await nuria.cancels(found.id);
    await here.travel('P22D');
    expect((await nuria.sees(found.id)).state).toBe('cancelled');
    await here.travel('P31D');
    await expectEnd(here, nuria, found.id, 'cancelled');
  });

  it.each(['received', 'inspected', 'in-review'])('when it is %s: it goes back', async (state) => {
    const found = await labelled(nuria);
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    expect((await desk.calledOff(found.id)).status).toBe(200);
    expect((await desk.decide(found.id, 'recycled')).body.code).toBe('case-cancelled');
    await nuria.sees(found.id);
    expect((await desk.receive(found.id, 'returned')).status).toBe(200);
    await expectEnd(here, nuria, found.id, 'cancelled');
  });

  it.each(['recycled', 'refurbished', 'rejected'])('once it was %s: refused, and nothing changes', async (outcome) => {
    const found = await labelled(nuria);
    await desk.count(found.id, [found.serial]);
    await desk.decide(found.id, outcome);
    expect((await nuria.cancels(found.id)).body.code).toBe('too-late-to-cancel');
    if (outcome === 'rejected') await desk.receive(found.id, 'returned');
    await expectEnd(here, nuria, found.id, outcome);
    expect((await nuria.cancels(found.id)).body.code).toBe('too-late-to-cancel');
  });
});
