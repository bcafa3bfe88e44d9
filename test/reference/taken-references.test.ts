import { expect, it } from '@jest/globals';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { idMeant, newReference } from '#layers/reference/kept.ts';
import { type Kind, referenceOf } from '#layers/reference/reference.ts';
import { type Create, create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { requestFull } from '../../functions/collections/books/requests.ts';
import { earn } from '../../functions/points/earning/earn.ts';
import { redeem } from '../../functions/points/rewards/redemptions.ts';
import { addPieces } from '../../functions/points/rewards/stock.ts';
import { request } from '../../functions/recycling/cases/request.ts';
import { bag, by, decision, freshWorld, lot, world } from '../points/ledger-commands.ts';

const retorno = programmeOf('retorno') as Programme;
const microsmile = programmeOf('microsmile') as Programme;

const makers: { kind: Kind; programme: Programme; prefix: string; make: (origin: Origin) => Promise<unknown> }[] = [
  {
    kind: 'case',
    programme: microsmile,
    prefix: 'k',
    make: (origin) => request({ ...origin, owner: 'recycling' }, microsmile, 'c-1', { serial: 'SN-0001' }),
  },
  {
    kind: 'collection',
    programme: retorno,
    prefix: 'col',
    make: (origin) =>
      requestFull({ ...origin, owner: 'collections' }, retorno, {
        deviceId: 'rvm-0001',
        siteId: 'mercado',
        organisationId: 'ayuntamiento',
        fullAt: origin.cause.time,
      }),
  },
  {
    kind: 'redemption',
    programme: retorno,
    prefix: 'r',
    make: async (origin) => {
      await earn(by('deposit'), { accountId: 'c-1', effect: 'containers', decision, lot });
      await addPieces(by('stock', true), bag.id, 1);
      return redeem(origin, 'c-1', bag);
    },
  },
];

it.each(makers)('a $kind whose reference another has gets its next one, and both are found', async (made) => {
  const { kind, programme, prefix, make } = made;
  const { id: brand, initials } = programme;
  freshWorld();
  const origin = { ...by('wish', true), brand };
  const id = `${prefix}-${origin.cause.id}`;
  const first = newReference({ brand }, kind, id, 1);
  const { item } = first.kept as Create;
  await world.runs(() => commit({ ...by('earlier'), brand }, { changes: [create({ ...item, id: 'another' })] }));
  await world.runs(() => make(origin));
  expect(await world.runs(() => idMeant(brand, kind, first.reference))).toBe('another');
  expect(await world.runs(() => idMeant(brand, kind, referenceOf(initials, kind, id, 2)))).toBe(id);
});
