import { expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { place } from '../support/place.ts';
import { active, entries } from './members.ts';

const here = await place();

it('points that nobody spends expire with their month in the zone of their holder, after a warning 30 and 7 days before', async () => {
  const [madrid, canary] = [await here.registers('retorno', 'caducan'), await here.registers('retorno', 'caducan')];
  const [inMadrid, inCanary] = [await here.as(madrid), await here.as(canary)];
  await inCanary.send('PATCH', '/api/customers/me', { zone: 'Atlantic/Canary' }, null);
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  for (const { customerId } of [madrid, canary]) {
    await machine.says('deposit', { citizen: { customerId }, items: [{ material: 'glass', grams: 350 }] });
  }
  await here.quiet();

  const instant = async () => Temporal.Instant.from(await here.now());
  const today = (await instant()).toZonedDateTimeISO('Europe/Madrid').toPlainDate();
  const midnight = today.with({ day: 1 }).add({ years: 1, months: 1 }).toZonedDateTime('Europe/Madrid').toInstant();
  const until = async (then: Temporal.Instant) => here.travel(then.since(await instant()).toString());
  const warnings = async () =>
    (await here.mails(madrid.email)).filter(({ subject }) => subject.includes('caducan')).length;

  await until(midnight.subtract({ hours: 31 * 24 }));
  expect(await warnings()).toBe(0);
  await until(midnight.subtract({ hours: 29 * 24 }));
  expect(await warnings()).toBe(1);
  await until(midnight.subtract({ hours: 6 * 24 }));
  expect(await warnings()).toBe(2);

  const both = async () => [await active(inMadrid), await active(inCanary)];
  await until(midnight.subtract({ minutes: 1 }));
  expect(await both()).toEqual([4, 4]);
  await until(midnight.add({ minutes: 1 }));
  expect(await both()).toEqual([0, 4]);
  await until(midnight.add({ minutes: 61 }));
  expect(await both()).toEqual([0, 0]);
  expect((await entries(inMadrid)).map(({ kind, points }) => [kind, points])).toEqual([
    ['expired', -4],
    ['earned', 4],
  ]);
});
