import { expect, it } from '@jest/globals';
import { driver } from '../world/driver.ts';
import { endFaults, everyCut, planCuts } from '../world/faults.ts';
import type { Fate } from '../world/process.ts';

const brand = 'retorno';
const email = 'ana@retorno.example';
const given = 'Al-Registrarse-2026!';
const chosen = 'Al-Confirmar-2026!';

/** Ana confirms once, is cut off as planned, and does not try again. Whether she may sign in by her address when all is quiet. */
async function cutOff(plan: Readonly<Record<number, Fate>>) {
  const here = await driver();
  const asked = { name: 'Ana', email, password: given };
  const stranger = here.stranger(brand);
  const { body } = await stranger.send<{ customerId: string }>('POST', '/api/open/customers', asked);
  await here.quiet();
  const [mail] = await here.mails(email);
  const path = /\/api\/open\/customers\/confirmations\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  const made = planCuts(here.world, plan);
  const inApi = here.world.scheduler.fate;
  here.world.scheduler.fate = (call) => (call.process?.name.startsWith('customers/api') ? inApi(call) : 'answered');
  const answers: number[] = [];
  here.world.gateways.get(brand)?.request(
    {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ password: chosen }).toString(),
    },
    ({ status }) => answers.push(status),
  );
  await here.world.scheduler.until(() => answers.length > 0);
  const operations = [...made.operations];
  endFaults(here.world);
  await here.travel('PT5M');
  const signsIn = (username: string, password: string) =>
    here.as({ brand, role: 'customer', username, password }).then(
      () => true,
      () => false,
    );
  const confirmed = [...here.world.table.items()].some(({ sk, emailConfirmed }) => sk === 'person' && emailConfirmed);
  const timers = [...here.world.table.items()].filter(({ pk }) => pk.startsWith('timer#customers#'));
  return { here, path, operations, answers, confirmed, timers, signsIn, customerId: body.customerId };
}

it('an address that is confirmed signs in, whichever call to the outside is the last; else the link is as good as before', async () => {
  const { operations, answers, confirmed } = await cutOff({});
  expect([answers, confirmed]).toEqual([[200], true]);
  expect(operations).toContain('AdminUpdateUserAttributes');
  const found = new Set<boolean>();
  for (const { call, cut } of everyCut(operations)) {
    const { here, path, confirmed, timers, signsIn } = await cutOff({ [call]: cut });
    found.add(confirmed);
    expect([call, cut, timers]).toEqual([call, cut, []]);
    if (!confirmed) expect((await here.stranger(brand).submits(path, { password: chosen })).status).toBe(200);
    expect([call, cut, await signsIn(email, chosen), await signsIn(email, given)]).toEqual([call, cut, true, false]);
  }
  expect(found).toEqual(new Set([true, false]));
});
