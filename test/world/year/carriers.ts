import type { Visitor } from '../../../tools/demo/visitor.ts';
import type { Device } from '../../support/driver.ts';
import type { Life } from './life.ts';

const api = '/api/staff/collections';

interface Collection {
  readonly id: string;
  readonly bins: readonly { readonly deviceId: string; readonly state: string }[];
}

/** Each week the machines find their bins full, a carrier empties them, and scale and recycler write what they held. */
export async function carriersCome(life: Life, machines: readonly Device[]): Promise<void> {
  const warehouse = await life.here.staff('retorno', 'warehouse');
  const agent = await life.here.staff('retorno', 'agent');
  const week = async () => {
    for (const machine of machines) await machine.says('status', { fill: 0.95 });
    await life.here.quiet();
    const { body } = await warehouse.get<{ collections: Collection[] }>(`${api}?limit=100`);
    for (const { id, bins } of body.collections) {
      for (const { deviceId } of bins.filter(({ state }) => state === 'asked'))
        await collects(life, warehouse, id, deviceId);
    }
    life.in(3, 'agents look at what differs', () => decides(agent));
    life.in(7, 'carriers come', week);
  };
  life.in(7, 'carriers come', week);
}

async function collects(life: Life, warehouse: Visitor, id: string, deviceId: string): Promise<void> {
  await does(warehouse, `/${id}/emptyings`, { deviceId });
  const masses = life.diary.empties(deviceId);
  if (masses.length === 0) return;
  const paper = (kind: string) => ({
    number: `${kind}-${deviceId.slice(-4)}-${life.now}`,
    issuer: 'recicladora-del-sur',
    masses,
  });
  await does(warehouse, `/${id}/weighings`, paper('B'));
  await does(warehouse, `/${id}/receipts`, paper('R'));
}

async function decides(agent: Visitor): Promise<void> {
  const { body } = await agent.get<{ collections: Collection[] }>(`${api}/reviews?limit=100`);
  for (const { id } of body.collections) {
    const answer = await agent.send('POST', `${api}/${id}/review`, { decision: 'accepted', reason: 'told late' });
    if (answer.status !== 201 && answer.status !== 409)
      throw new Error(`review: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

async function does(who: Visitor, path: string, body: object): Promise<void> {
  const answer = await who.send('POST', `${api}${path}`, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
