import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../../tools/demo/visitor.ts';
import type { Device } from '../support/driver.ts';
import { place } from '../support/place.ts';

interface Bin {
  readonly deviceId: string;
  readonly siteId: string;
  readonly waitsSince?: string;
  readonly emptiedAt?: string;
}

const here = await place();
const bins = '/api/collections/bins';
const unique = Buffer.from(crypto.getRandomValues(new Uint8Array(5))).toString('hex');
const town = `ayuntamiento-${unique}`;
const shops = `comercios-${unique}`;
let [market, station, corner, foreign] = [] as Device[];

beforeAll(async () => {
  const standing = (siteId: string, organisationId: string) => here.provisions('retorno', { siteId, organisationId });
  // Machines come in an order that is not theirs in a list.
  station = await standing('mercado-2', town);
  market = await standing('mercado', town);
  corner = await standing('mercado', town);
  // Another organisation has a site of the same name.
  foreign = await standing('mercado', shops);
  await here.quiet();
});

async function seenBy(member: Visitor, limit = 100): Promise<Bin[]> {
  const seen: Bin[] = [];
  let cursor: string | undefined;
  do {
    const page = await member.get<{ bins: Bin[]; cursor?: string }>(
      `${bins}?limit=${limit}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(page.status).toBe(200);
    seen.push(...page.body.bins);
    cursor = page.body.cursor;
  } while (cursor !== undefined);
  return seen;
}

const idsOf = (...devices: (Device | undefined)[]) => devices.map((device) => device?.deviceId);
const seenIds = async (member: Visitor, limit?: number) =>
  (await seenBy(member, limit)).map(({ deviceId }) => deviceId);

describe('a user of an organisation', () => {
  it('who may see all sites sees each machine of the organisation, by site, and nobody else’s', async () => {
    const all = await here.member('retorno', town, 'all');
    const atMarket = idsOf(market, corner).sort();
    expect(await seenIds(all)).toEqual([...atMarket, ...idsOf(station)]);
    expect(await seenIds(all, 1)).toEqual([...atMarket, ...idsOf(station)]);
  });

  it('who may see some sites sees those alone, though another’s name begins the same', async () => {
    const ofMarket = await here.member('retorno', town, ['mercado']);
    expect(await seenIds(ofMarket)).toEqual(idsOf(market, corner).sort());
    const ofBoth = await here.member('retorno', town, ['mercado-2', 'mercado']);
    expect(await seenIds(ofBoth, 2)).toEqual([...idsOf(market, corner).sort(), ...idsOf(station)]);
  });

  it('who may see no site, or those of nobody, sees nothing', async () => {
    expect(await seenIds(await here.member('retorno', town, []))).toEqual([]);
    expect(await seenIds(await here.member('retorno', town, ['plaza']))).toEqual([]);
    expect(await seenIds(await here.member('retorno', `nadie-${unique}`, 'all'))).toEqual([]);
  });

  it('sees when a bin was emptied, and its emptyings', async () => {
    const manager = await here.staff('retorno', 'manager');
    const { deviceId } = corner as Device;
    const asked = await manager.send<{ id: string }>('POST', '/api/staff/collections', { bins: [deviceId] });
    expect(asked.status).toBe(201);
    await here.quiet();
    const member = await here.member('retorno', town, ['mercado']);
    const seen = async () => (await seenBy(member)).find((bin) => bin.deviceId === deviceId);
    expect(await seen()).toMatchObject({ siteId: 'mercado', waitsSince: expect.any(String) });
    const path = `/api/staff/collections/${asked.body.id}/emptyings`;
    const emptied = await manager.send<{ emptiedAt: string }>('POST', path, { deviceId });
    expect(emptied.status).toBe(201);
    await here.quiet();
    const { emptiedAt } = emptied.body;
    expect(await seen()).toEqual({ deviceId, siteId: 'mercado', emptiedAt });
    const { status, body } = await member.get(`${bins}/${deviceId}/emptyings`);
    expect([status, body]).toMatchObject([200, { emptyings: [{ deviceId, emptiedAt, collectionId: asked.body.id }] }]);
  });

  it('meets at another’s machine, and at one of a site they may not see, what they meet where there is none', async () => {
    const member = await here.member('retorno', town, ['mercado']);
    const met = async (who: Visitor, deviceId?: string) => {
      const { status, body } = await who.get(`${bins}/${deviceId}/emptyings`);
      return { status, body };
    };
    const nothing = await met(member, 'not-there-0001');
    expect(nothing).toMatchObject({ status: 404, body: { code: 'bin-unknown' } });
    expect(await met(member, foreign?.deviceId)).toEqual(nothing);
    expect(await met(member, station?.deviceId)).toEqual(nothing);
    const abroad = await here.member('sexta', town, 'all');
    expect((await met(abroad, market?.deviceId)).status).toBe(404);
    expect(await seenIds(abroad)).toEqual([]);
    expect((await met(member, market?.deviceId)).status).toBe(200);
  });
});
