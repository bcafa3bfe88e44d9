import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { place } from '../support/place.ts';
import { balance, redeem } from './members.ts';

const here = await place();
const brand = 'microsmile';

async function member(story: string): Promise<[Visitor, string]> {
  const person = await here.registers(brand, story);
  return [await here.as(person), person.customerId];
}

describe('a birthday', () => {
  it('brings its points on the day itself', async () => {
    const [me] = await member('cumple');
    const soon = Temporal.Instant.from(await here.now())
      .add({ hours: 72 })
      .toString()
      .slice(5, 10);
    const told = await me.send('PATCH', '/api/customers/me', { birthday: `1988-${soon}` }, null);
    expect(told.status).toBe(200);
    await here.quiet();
    await here.travel('P1DT12H');
    expect(await balance(me)).toEqual({ active: 0, pending: 0 });
    await here.travel('P2DT12H');
    expect(await balance(me)).toEqual({ active: 50, pending: 0 });
  });
});

describe('a reward for some', () => {
  it('goes to customers whom staff have put into its segment', async () => {
    const [me, customerId] = await member('segmento');
    const [manager, agent] = [await here.staff(brand, 'manager'), await here.staff(brand, 'agent')];
    const adjustment = { points: 300, reason: 'goodwill', note: 'para probar' };
    await manager.send('POST', `/api/staff/points/customers/${customerId}/adjustments`, adjustment);
    await manager.send('POST', '/api/staff/points/rewards/orthodontics-heads/stock', { pieces: 1 });
    const wish = () => redeem(me, 'orthodontics-heads');
    const refused = await wish();
    expect([refused.status, refused.body.code]).toEqual([409, 'reward-not-for-you']);
    const put = await agent.send('PUT', `/api/staff/customers/${customerId}/segments`, { segments: ['orthodontics'] });
    expect(put.status).toBe(200);
    expect([(await wish()).status, (await balance(me)).active]).toEqual([201, 50]);
  });
});
