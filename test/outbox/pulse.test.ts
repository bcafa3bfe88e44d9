import { expect, it, jest } from '@jest/globals';
import { metrics } from '#layers/runtime/observe.ts';
import { isPulse } from '#layers/table/pulse.ts';
import type { Outcome } from '../world/functions.ts';
import { newWorld } from '../world/world.ts';

it('each minute’s sweep writes one item for the stream, in quiet hours too, and the outbox makes nothing of it', async () => {
  const counted = jest.spyOn(metrics, 'addMetric');
  const world = await newWorld({ seed: 1, start: '2026-11-22T03:00:00.000Z' });
  const runs = async (name: string, event: object): Promise<Outcome> => {
    const ended: Outcome[] = [];
    world.functions.invoke(name, event, (outcome) => ended.push(outcome));
    await world.scheduler.until(() => ended.length > 0);
    return ended[0] as Outcome;
  };
  const written = () => [...world.table.items()].map(({ pk, sk, at }) => ({ pk, sk, at }));
  expect(await runs('timers/on-schedule', {})).toEqual({ value: { sent: 0 } });
  const [pulse, ...others] = written();
  expect([isPulse(pulse?.pk), pulse?.at, others]).toEqual([true, '2026-11-22T03:00:00.000Z', []]);
  await world.scheduler.passTo(world.scheduler.now() + 60_000);
  await runs('timers/on-schedule', {});
  expect(written()).toEqual([{ ...pulse, at: '2026-11-22T03:01:00.000Z' }]);
  const Keys = { pk: { S: pulse?.pk }, sk: { S: pulse?.sk } };
  for (const eventName of ['INSERT', 'MODIFY']) {
    expect(await runs('outbox/on-stream', { Records: [{ eventName, dynamodb: { Keys } }] })).toHaveProperty('value');
  }
  expect(counted).not.toHaveBeenCalled();
});
