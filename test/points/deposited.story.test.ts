import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../tools/cloud/stack.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import type { Device } from '../support/driver.ts';
import { place } from '../support/place.ts';

const here = await place();

interface Entry {
  id: string;
  points: number;
  title: string;
}

describe.each([
  ['retorno', 9 * 2 + 3 * 3, 1],
  ['sexta', 9 * 10, 3],
])('a citizen of %s deposits nine bottles and three cans', (brand, points, version) => {
  let device: Device;
  let citizen: Person;
  let neighbour: Visitor;
  let me: Visitor;
  let entry: Entry;

  beforeAll(async () => {
    device = await here.provisions(brand, { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' });
    citizen = await here.registers(brand, 'historia');
    me = await here.as(citizen);
    neighbour = await here.as(await here.registers(brand, 'vecina'));
    const items = [
      ...Array(9).fill({ material: 'pet', grams: 28, gtin: '8410000000001' }),
      ...Array(3).fill({ material: 'can', grams: 14 }),
    ];
    await device.says('deposit', { citizen: { customerId: citizen.customerId }, items });
    await here.quiet();
    const { body } = await me.get<{ entries: Entry[] }>('/api/points/entries');
    entry = body.entries[0] as Entry;
  });

  it('sees the points, and when they expire', async () => {
    const { status, body } = await me.get<{
      active: number;
      pending: number;
      expiring: { on: string; points: number }[];
    }>('/api/points/balance');
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: points, pending: 0 });
    expect(body.expiring.map((each) => each.points)).toEqual([points]);
  });

  it('sees one entry in names, with place, rule and version, and the balance after it', () => {
    expect(entry).toMatchObject({
      kind: 'earned',
      title: `${points} puntos por 9 botellas de plástico y 3 latas en Plaza Mayor`,
      points,
      balance: points,
      place: 'Plaza Mayor',
      rule: 'containers',
      ruleVersion: version,
      about: { deviceId: device.deviceId },
    });
  });

  it('can follow the points to the deposit, the machine and its site', async () => {
    const { body } = await me.get<{ chain: { type: string; id: string; text: string }[] }>(
      `/api/points/entries/${entry.id}/why`,
    );
    expect(body.chain.map(({ type }) => type)).toEqual(['points.earned', 'deposit.recorded', 'device', 'site']);
    expect(body.chain[1]?.text).toBe('9 botellas de plástico y 3 latas en Plaza Mayor');
    expect(body.chain.slice(2).map(({ id, text }) => [id, text])).toEqual([
      [device.deviceId, 'Máquina'],
      ['plaza-mayor', 'Plaza Mayor'],
    ]);
  });

  it('is told in Catalan and English when asked so', async () => {
    const ca = await me.get<{ entries: Entry[] }>('/api/points/entries', { 'accept-language': 'ca' });
    const en = await me.get<{ entries: Entry[] }>('/api/points/entries', { 'accept-language': 'fr, en;q=0.8' });
    expect(ca.body.entries[0]?.title).toBe(`${points} punts per 9 ampolles de plàstic i 3 llaunes a Plaza Mayor`);
    expect(en.body.entries[0]?.title).toBe(`${points} points for 9 plastic bottles and 3 cans at Plaza Mayor`);
  });

  it('reads all of it on the timeline, newest first, as does an agent of the brand', async () => {
    const mine = await me.get<{ entries: { type: string; at: string }[] }>('/api/customers/me/timeline');
    const types = mine.body.entries.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['points.earned', 'notification.sent', 'customer.confirmed', 'customer.registered']),
    );
    const times = mine.body.entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const agent = await here.staff(brand, 'agent');
    const theirs = await agent.get(`/api/staff/customers/${citizen.customerId}/timeline`);
    expect(theirs.body).toEqual(mine.body);
  });

  it('reads the timeline page by page without a gap or a repetition', async () => {
    const whole = await me.get<{ entries: { id: string }[] }>('/api/customers/me/timeline?limit=100');
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await me.get<{ entries: { id: string }[]; cursor?: string }>(
        `/api/customers/me/timeline?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      ids.push(...page.body.entries.map(({ id }) => id));
      cursor = page.body.cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(whole.body.entries.map(({ id }) => id));
  });

  it('keeps all of it from the neighbour', async () => {
    expect((await neighbour.get(`/api/points/entries/${entry.id}/why`)).status).toBe(404);
    expect((await neighbour.get('/api/points/balance')).body).toMatchObject({ active: 0 });
  });
});
