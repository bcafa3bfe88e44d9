import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../tools/cloud/stack.ts';
import type { Session } from '../../tools/demo/month.ts';
import { place } from '../support/place.ts';
import {
  type CollectedMonth,
  type Collection,
  type Crew,
  collection,
  crewOf,
  differences,
  does,
  gramsIn,
  inAll,
  liveThrough,
  paper,
  statementOf,
  tellFull,
  waitingFor,
} from './collected-month.ts';

const here = await place();

const api = '/api/staff/collections';

interface Custody {
  readonly deposit: { readonly late: boolean };
  readonly collectionId?: string;
  readonly countedIn?: string;
  readonly complete: boolean;
  readonly chain: readonly { readonly type: string; readonly text: string }[];
}

describe('a month of a machine, from its deposits to the recycler', () => {
  const citizens = new Map<string, Person>();
  let crew: Crew;
  let lived: CollectedMonth;
  let mine: Session;

  beforeAll(async () => {
    const person = await here.registers('retorno', 'custodia');
    crew = await crewOf(here);
    // One session in time is a citizen's, who may ask what became of it.
    const whose = ({ id, told }: Session) => {
      if (told === 'in-time' && !citizens.size) citizens.set(id, person);
      return citizens.has(id) ? { citizen: { customerId: person.customerId } } : { receipt: `receipt-of-bag-${id}` };
    };
    lived = await liveThrough(crew, { seed: 7, deposits: 60, stretches: 3 }, whose);
    mine = lived.month.flatMap(({ sessions }) => sessions).find(({ id }) => citizens.has(id)) as Session;
  });

  it('is counted to the gram with each emptying, as the sum made apart', async () => {
    expect(await differences(crew, lived.bags)).toEqual([]);
    expect(inAll(lived.bags, 'counted')).toBe(inAll(lived.bags, 'carried'));
  });

  it('agrees with scale and recycler, but for the bag that lacks a kilo of glass: that one lies in review', async () => {
    const standing = await Promise.all(lived.ids.map((id) => collection(crew, id)));
    expect(standing.map(({ state }) => state)).toEqual(['reconciled', 'reconciled', 'review']);
    const { body } = await crew.agent.get<{ collections: Collection[] }>(`${api}/reviews?limit=100`);
    expect(body.collections.map(({ id }) => id)).toContain(lived.ids[2]);
    const wrong = standing[2]?.balance?.filter(({ agrees }) => !agrees) ?? [];
    expect(wrong.map(({ material, weighed, received }) => [material, weighed - received])).toEqual([['glass', 1000]]);
  });

  it('comes to the gram in the machine’s statement, but for that kilo', async () => {
    const statement = await statementOf(crew, lived.month[0]?.emptiedAt ?? '');
    const whole = inAll(lived.bags, 'carried');
    expect(gramsIn(statement)).toEqual([whole, whole, whole - 1000]);
    expect(statement.compared.collections.map(({ id }) => id)).toEqual(lived.ids);
  });

  it('shows the chain from a citizen’s points to the recycler’s receipt', async () => {
    const me = await here.as(citizens.get(mine.id) as Person);
    const { body } = await me.get<{ entries: { id: string }[] }>('/api/points/entries');
    const asked = await crew.agent.get<Custody>(`${api}/custody/${body.entries[0]?.id}`, { 'accept-language': 'en' });
    const types = asked.body.chain.map(({ type }) => type);
    expect([...types].sort()).toEqual(
      [
        ...['deposit.recorded', 'device', 'site', 'collection.requested', 'collection.emptied', 'collection.weighed'],
        ...['collection.received', 'collection.counted', 'collection.reconciled'],
      ].sort(),
    );
    expect(types.slice(0, 3)).toEqual(['deposit.recorded', 'device', 'site']);
    expect(asked.body).toMatchObject({ complete: true, collectionId: lived.ids[0], countedIn: lived.ids[0] });
    expect(asked.body.chain.map(({ text }) => text).join('\n')).toMatch(/receipt R-7-0/);
  });

  it('says of a deposit that came too late which collection carried it and which counts it', async () => {
    const deposits: { id: string; at: string }[] = [];
    for (let cursor = ''; ; ) {
      const page = await crew.agent.get<{ deposits: typeof deposits; cursor?: string }>(
        `${api}/bins/${crew.deviceId}/deposits?limit=25${cursor}`,
      );
      deposits.push(...page.body.deposits);
      if (page.body.cursor === undefined) break;
      cursor = `&cursor=${page.body.cursor}`;
    }
    const sessions = lived.month.flatMap(({ sessions }) => sessions);
    expect(deposits.map(({ at }) => at)).toEqual(
      sessions
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const late = sessions.find(({ told }) => told === 'late') as Session;
    const { id } = deposits.find(({ at }) => at === late.at) as { id: string };
    const { body } = await crew.agent.get<Custody>(`${api}/custody/${id}`);
    expect(body).toMatchObject({ deposit: { late: true }, collectionId: lived.ids[0], countedIn: lived.ids[1] });
    expect(body.chain.map(({ type }) => type)).toContain('late');
  });

  it('is decided by an agent with a reason, and asked anew when the recycler corrects the receipt', async () => {
    const id = lived.ids[2] as string;
    await does(crew.agent, `/${id}/review`, { decision: 'claimed', reason: 'Falta un kilo de vidrio.' });
    expect(await collection(crew, id)).toMatchObject({ state: 'reviewed', reviews: [{ decision: 'claimed' }] });
    const [first] = (await collection(crew, id)).receipts;
    const whole = paper('R-7-2-bis', lived.bags[2]?.carried ?? {}, { replaces: first?.id });
    await does(crew.warehouse, `/${id}/receipts`, whole);
    const after = await collection(crew, id);
    expect(after.state).toBe('reconciled');
    expect(after.receipts.map(({ inForce }) => inForce)).toEqual([false, true]);
    const again = await crew.warehouse.send('POST', `${api}/${id}/receipts`, { ...whole, number: 'R-7-2-ter' });
    expect([again.status, again.body.code]).toEqual([409, 'paper-replaced']);
    const nothing = { decision: 'accepted', reason: 'Nada que ver.' };
    const late = await crew.agent.send('POST', `${api}/${id}/review`, nothing);
    expect([late.status, late.body.code]).toEqual([409, 'nothing-to-review']);
  });
});

describe('bins that travel together', () => {
  it('leave the collections in which they waited, each asked for once by its own full bin', async () => {
    const both = [await crewOf(here), await crewOf(here)] as const;
    const [{ warehouse }] = both;
    for (const crew of both) await tellFull(crew, await here.now());
    const alone = await Promise.all(both.map(waitingFor));
    expect(alone.map((waiting) => waiting.map(({ why }) => why))).toEqual([['full'], ['full']]);

    const bins = both.map(({ deviceId }) => deviceId);
    const { id, reference } = await does<{ id: string; reference: string }>(warehouse, '', { bins });
    await here.quiet();
    expect(await collection(both[0], reference)).toMatchObject({ id, reference });
    for (const crew of both) expect((await waitingFor(crew)).map((each) => each.id)).toEqual([id]);
    const left = await collection(both[0], alone[0]?.[0]?.id ?? '');
    expect(left).toMatchObject({ state: 'withdrawn', bins: [{ state: 'withdrawn', movedTo: id }] });

    await does(warehouse, `/${id}/emptyings`, { deviceId: bins[0] });
    await does(warehouse, `/${id}/withdrawals`, { deviceId: bins[1], reason: 'Sin acceso al local.' });
    expect(await collection(both[0], id)).toMatchObject({ state: 'emptied', next: ['weighing', 'receipt', 'count'] });
  });

  it.each([
    ['a machine that there is not', '', { bins: ['rvm-nowhere'] }, 404, 'bin-unknown'],
    ['a bin twice', '', { bins: ['rvm-0001', 'rvm-0001'] }, 400, 'invalid-request'],
    ['an emptying of nothing', `/col-${'A'.repeat(22)}/emptyings`, { deviceId: 'rvm-0001' }, 404, 'not-found'],
    [
      'a reference with a wrong character',
      '/RT-B7F3-K2QX/emptyings',
      { deviceId: 'rvm-0001' },
      400,
      'reference-mistyped',
    ],
    ['a reference that there is not', '/rt b7f3 k2qp/emptyings', { deviceId: 'rvm-0001' }, 404, 'not-found'],
  ])('are not asked for wrongly: %s', async (_what, path, body, status, code) => {
    const warehouse = await here.staff('retorno', 'warehouse');
    const answer = await warehouse.send('POST', `${api}${path}`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
