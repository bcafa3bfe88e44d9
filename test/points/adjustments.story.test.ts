import { describe, expect, it } from '@jest/globals';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { place } from '../support/place.ts';
import { balance, entries } from './members.ts';

const here = await place();
const brand = 'microsmile';

async function member(story: string): Promise<[Visitor, string]> {
  const person = await here.registers(brand, story);
  return [await here.as(person), person.customerId];
}

interface Looked {
  readonly review: {
    readonly askedAt: string;
    readonly after?: number;
    readonly against: readonly { readonly code: string; readonly text: string }[];
    readonly others: readonly {
      readonly id: string;
      readonly state: string;
      readonly note: string;
      decidedBy?: string;
    }[];
    readonly entries: readonly object[];
  };
}

describe('points that staff add', () => {
  it('count at once up to the programme’s limit, and above it when a second person lets them', async () => {
    const [me, customerId] = await member('ajuste');
    const [manager, admin] = [await here.staff(brand, 'manager'), await here.staff(brand, 'admin')];
    const asked = (points: number) =>
      manager.send<{ id: string; state: string }>('POST', `/api/staff/points/customers/${customerId}/adjustments`, {
        points,
        reason: 'goodwill',
        note: 'el paquete llegó tarde',
      });
    const decided = (by: Visitor, id: string, how: 'approval' | 'rejection') =>
      by.send<{ state: string; code: string }>('POST', `/api/staff/points/adjustments/${id}/${how}`);

    expect((await asked(100)).body.state).toBe('applied');
    const large = (await asked(501)).body;
    expect([large.state, (await balance(me)).active]).toEqual(['awaiting-approval', 100]);
    const own = await decided(manager, large.id, 'approval');
    expect([own.status, own.body.code]).toEqual([409, 'second-person-needed']);
    const waiting = await admin.get<{ adjustments: { id: string }[] }>('/api/staff/points/adjustments');
    expect(waiting.body.adjustments.map(({ id }) => id)).toContain(large.id);
    expect((await decided(admin, large.id, 'approval')).body.state).toBe('applied');
    expect((await balance(me)).active).toBe(601);
    expect((await decided(admin, large.id, 'rejection')).body.code).toBe('adjustment-closed');

    const refused = (await asked(900)).body;
    expect((await decided(admin, refused.id, 'rejection')).body.state).toBe('rejected');
    expect((await asked(-602)).status).toBe(201); // above the limit: whether there are so many is seen when it is approved
    const tooLow = await asked(-500);
    expect([tooLow.status, (await balance(me)).active]).toEqual([201, 101]);
    expect((await asked(-102)).body).toMatchObject({ code: 'adjustment-too-low' });
    expect((await entries(me)).map(({ points }) => points).toSorted((a, b) => a - b)).toEqual([-500, 100, 501]);
    expect(JSON.stringify(await entries(me))).not.toContain('paquete');
  });

  it('wait for a second person too where many small ones of one person come to more than the limit in a month', async () => {
    const [me, customerId] = await member('a-trozos');
    const [manager, admin] = [await here.staff(brand, 'manager'), await here.staff(brand, 'admin')];
    const asked = async (points: number, by = manager) => {
      const path = `/api/staff/points/customers/${customerId}/adjustments`;
      const body = { points, reason: 'goodwill', note: 'por la espera' };
      return (await by.send<{ id: string; state: string }>('POST', path, body)).body;
    };
    const made: { id: string; state: string }[] = [];
    for (const points of [200, 200, 200, 100, 1]) made.push(await asked(points));
    const states = made.map(({ state }) => state);
    expect(states).toEqual(['applied', 'applied', 'awaiting-approval', 'applied', 'awaiting-approval']);
    expect((await balance(me)).active).toBe(500);
    await admin.send('POST', `/api/staff/points/adjustments/${made[2]?.id}/approval`);
    expect((await asked(1)).state).toBe('awaiting-approval');
    expect((await asked(-500)).state).toBe('applied'); // taking is counted by itself
    expect((await asked(-1)).state).toBe('awaiting-approval');
    await here.travel('P32D');
    expect((await asked(500, await here.staff(brand, 'manager'))).state).toBe('applied');
  });

  it('are shown to whoever decides with all that the decision needs, in one answer', async () => {
    const [, customerId] = await member('ajuste');
    const [manager, admin] = [await here.staff(brand, 'manager'), await here.staff(brand, 'admin')];
    const door = '/api/staff/points';
    const asked = async (points: number, note: string) =>
      (
        await manager.send<{ id: string }>('POST', `${door}/customers/${customerId}/adjustments`, {
          ...{ points, reason: 'goodwill', note },
        })
      ).body.id;
    const before = await asked(100, 'llegó tarde');
    const turnedDown = await asked(900, 'llegó muy tarde');
    await admin.send('POST', `${door}/adjustments/${turnedDown}/rejection`);
    const taken = await asked(-601, 'se dieron de más');
    const id = await asked(700, 'llegó muy tarde, otra vez');
    const seen = (by: Visitor, which: string) => by.get<Looked>(`${door}/adjustments/${which}`);

    const { body } = await seen(admin, id);
    expect(body).toMatchObject({
      ...{ id, customerId, points: 700, note: 'llegó muy tarde, otra vez', state: 'awaiting-approval' },
      review: {
        customer: { customerId, name: expect.stringMatching(/\w/) },
        ...{ limit: 500, active: 100, pending: 0, after: 800, against: [] },
      },
    });
    expect(body.review.askedAt <= (await here.now())).toBe(true);
    expect(body.review.entries).toEqual([expect.objectContaining({ kind: 'adjusted', points: 100, balance: 100 })]);
    const others = body.review.others.map((each) => [each.id, each.state, each.note, each.decidedBy !== undefined]);
    expect(others.toSorted()).toEqual(
      [
        [before, 'applied', 'llegó tarde', false],
        [turnedDown, 'rejected', 'llegó muy tarde', true],
        [taken, 'awaiting-approval', 'se dieron de más', false],
      ].toSorted(),
    );
    expect((await seen(manager, id)).body.review.against.map(({ code }) => code)).toEqual(['second-person-needed']);
    const low = (await seen(admin, taken)).body.review;
    expect([low.after, low.against]).toEqual([
      undefined,
      [{ code: 'adjustment-too-low', text: expect.stringContaining('no tiene tantos puntos') }],
    ]);
    expect((await seen(admin, turnedDown)).body.review.against.map(({ code }) => code)).toEqual(['adjustment-closed']);
    const elsewhere = await here.staff('mixsoon', 'admin');
    expect((await seen(elsewhere, id)).status).toBe(404);
  });

  it('are refused at once where the brand gives none, and nothing waits for anybody', async () => {
    const { customerId } = await here.registers('keyphone', 'sin-puntos');
    const [manager, admin] = [await here.staff('keyphone', 'manager'), await here.staff('keyphone', 'admin')];
    for (const points of [100, -100]) {
      const { status, body } = await manager.send('POST', `/api/staff/points/customers/${customerId}/adjustments`, {
        points,
        reason: 'goodwill',
        note: 'una atención',
      });
      expect([status, body.code]).toEqual([409, 'no-points']);
    }
    expect((await admin.get('/api/staff/points/adjustments')).body).toEqual({ adjustments: [] });
  });
});
