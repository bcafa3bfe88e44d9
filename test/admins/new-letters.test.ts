import { beforeEach, expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { local } from '../../infra/names.ts';
import type { Message } from '../../tools/cloud/mail.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, everyCut, planCuts } from '../world/faults.ts';

const devices = `${local.queueName('devices', 'messages')}-dead`;
const points = `${local.queueName('points', 'events')}-dead`;
let here: WorldDriver;
let put = 0;

const begin = async () => {
  here = await driver({ seed: 1, start: '2026-11-30T09:00:30.000Z' });
};

beforeEach(begin);

/** Puts a letter aside, as a function of ours does. */
function aside(queue: string, brand: string | undefined, code = 'bad-body'): void {
  put += 1;
  const letter = JSON.stringify({ ...(brand && { topic: `vuelta/${brand}/devices/d-${put}/deposit` }) });
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  here.world.queues.put(queue, letter, { attributes: { code: text(code), reason: text(`reason ${put}`) } });
}

const told = (brand: string): Promise<Message[]> => here.mails(`admin@${brand}.example`);
const toldTo = async (brand: string): Promise<number> => (await told(brand)).length;

/** How many letters a mail tells of, by its lines of reasons. */
const lettersIn = ({ text }: Message): number =>
  [...text.matchAll(/^- \S+ \((\d+)\): /gm)].reduce((sum, [, count]) => sum + Number(count), 0);

it('a new dead letter is told to its brand’s admins within ten minutes, whatever lies there already, and the old one not again', async () => {
  aside(devices, 'retorno', 'wrong-clock');
  await here.travel('PT10M');
  expect(await toldTo('retorno')).toBe(1);
  await here.travel('P3D');
  aside(devices, 'microsmile');
  await here.travel('PT10M');
  const [mail, ...others] = await told('microsmile');
  expect(others).toEqual([]);
  expect(mail?.text).toContain('- bad-body (1): reason ');
  expect(mail?.text).not.toContain('wrong-clock');
  await here.travel('P3D');
  expect([await toldTo('retorno'), await toldTo('microsmile')]).toEqual([1, 1]);
});

it('a flood of a hundred in one hour is one mail, and a digest when the hour is over', async () => {
  const arrive = async (count: number) => {
    for (let n = 0; n < count; n++) aside(n % 2 === 0 ? devices : points, 'retorno');
    await here.travel('PT10M');
  };
  await arrive(1);
  for (let n = 0; n < 3; n++) await arrive(33);
  expect((await told('retorno')).map(lettersIn)).toEqual([1]);
  await here.travel('PT1H');
  expect((await told('retorno')).map(lettersIn)).toEqual([99, 1]);
  await here.travel('P1D');
  expect(await toldTo('retorno')).toBe(2);
});

it('what is nobody’s in particular is told to the admins of every brand', async () => {
  aside(devices, undefined);
  aside(points, 'a brand that there is not');
  await here.travel('PT10M');
  for (const brand of Object.keys(programmes)) expect((await told(brand)).map(lettersIn)).toEqual([2]);
});

it('a mail that SES does not take now leaves with the next run, and tells the same', async () => {
  here.world.mail.refusals.push('Throttling');
  aside(devices, 'retorno');
  await here.travel('PT10M');
  expect((await told('retorno')).map(lettersIn)).toEqual([1]);
});

it('a queue that cannot be read, or a brand that cannot be told, keeps no other waiting', async () => {
  const { scheduler } = here.world;
  aside(devices, 'retorno');
  aside(points, 'mixsoon');
  let calls = 0;
  scheduler.fate = ({ process, operation }) =>
    process !== undefined && operation === 'GetQueueAttributes' && ++calls === 1 ? 'fails' : 'answered';
  await here.travel('PT10M');
  let claims = 0;
  scheduler.fate = ({ operation }) => (operation === 'TransactWrite' && ++claims === 1 ? 'fails' : 'answered');
  aside(devices, 'keyphone');
  aside(points, 'smartmirror');
  await here.travel('PT5M');
  expect((await toldTo('keyphone')) + (await toldTo('smartmirror'))).toBe(1);
  endFaults(here.world);
  await here.travel('PT10M');
  for (const brand of ['retorno', 'mixsoon', 'keyphone', 'smartmirror']) expect(await toldTo(brand)).toBe(1);
});

it('wherever a run is cut off, the letter is told: once more at most, and never again', async () => {
  const during = async (plan: Parameters<typeof planCuts>[1]) => {
    await begin();
    const { operations } = planCuts(here.world, plan);
    aside(devices, 'retorno');
    await here.travel('PT5M');
    const called = [...operations];
    endFaults(here.world);
    await here.travel('PT10M');
    const soon = await toldTo('retorno');
    await here.travel('P1D');
    return { called, soon, atLast: await toldTo('retorno') };
  };
  const { called, atLast } = await during({});
  expect(atLast).toBe(1);
  for (const { call, cut } of everyCut(called)) {
    const { soon, atLast } = await during({ [call]: cut });
    expect({ call, cut, told: soon >= 1 && soon <= 2, again: atLast - soon }).toEqual({
      call,
      cut,
      told: true,
      again: 0,
    });
  }
});
