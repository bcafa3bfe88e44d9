import { expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { logLines, readable } from '../../tools/ops/logs.ts';
import { trace } from '../../tools/ops/trace.ts';
import { place } from '../support/place.ts';

const here = await place();

it('an operator follows an event: what led to it, who heard it, and what came of it', async () => {
  const me = await here.as(await here.registers('retorno', 'operador'));
  await here.quiet();
  const { body } = await me.get<{ entries: { id: string; type: string }[] }>('/api/customers/me/timeline');
  const idOf = (type: string) => body.entries.find((entry) => entry.type === type)?.id ?? '';
  const told = await trace(local, idOf('customer.registered'));
  expect(told[0]).toMatch(/^customer\.registered of retorno, about customer#/);
  expect(told.find((line) => line.startsWith('heard by'))).toContain('notifications');
  const [led] = await trace(local, idOf('notification.sent'));
  expect(led).toMatch(/^notification\.sent of retorno/);
  expect(told.join('\n')).toContain(`notification.sent ${idOf('notification.sent')}`);
  expect(await trace(local, 'nothing')).toEqual(['There is no event nothing.']);
});

it('and reads what a capability logged, with the ids of what each line is about', async () => {
  const device = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const began = Date.now();
  await device.says('deposit', { items: [{ material: 'no such material', grams: -1 }] });
  await here.quiet();
  const lines = (await logLines(local, 'devices', began - 60_000)).filter(
    ({ fields }) => fields.device === device.deviceId,
  );
  expect(lines.map(({ by, fields }) => [by, fields.message, fields.brand, fields.code])).toEqual([
    ['devices-on-device', 'dead letter', 'retorno', 'bad-body'],
  ]);
  expect(lines.map(readable).join()).toContain(`device=${device.deviceId}`);
});
