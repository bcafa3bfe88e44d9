/** What the product finds around it when histories are told to it: to be imported before it. The programmes stand in `brands/`. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { local } from '../../../infra/names.ts';
import type { Figures } from './reference.ts';

const folder = join(import.meta.dirname, 'brands');

export const pools = { staff: { issuer: 'https://pools.example/staff', clientId: 'pages-of-staff' } };
export const poolOf = (brand: string) => ({ issuer: `https://pools.example/${brand}`, clientId: `pages-of-${brand}` });

const programmes = readdirSync(folder).map((brand) =>
  JSON.parse(readFileSync(join(folder, brand, 'programme.json'), 'utf8')),
);

/** The figures of each programme, as the reference knows them. */
export const figures: Readonly<Record<string, Figures>> = Object.fromEntries(
  programmes.map(({ id, zone, points }) => {
    const { expireAfterMonths, deposits, purchases, doubling, tenure, birthday, adjustments, rewards } = points;
    const known: Figures = {
      zone,
      expireAfterMonths,
      perContainer: deposits.perContainer,
      weeklyCap: deposits.weeklyCap,
      purchases: { ...purchases, volume: purchases.volume?.steps ?? [] },
      withinDays: doubling.withinDays,
      tenure: tenure?.points,
      birthday: birthday?.points,
      limit: adjustments.limit,
      rewards: Object.fromEntries(rewards.map((each: { id: string; points: number }) => [each.id, each.points])),
    };
    return [id, known];
  }),
);

/** The queue of what the product puts aside. */
export const deadLetters = 'points-dead';

Object.assign(process.env, {
  BRANDS_DIR: folder,
  AWS_REGION: 'eu-west-1',
  TABLE: local.tableName,
  CAPABILITY: 'points',
  QUEUE: 'https://queues.example/points',
  DEAD_LETTERS: `https://queues.example/${deadLetters}`,
  HASH_KEY: 'secret/hash',
  LINK_KEY: 'secret/links',
  CAUSE_KEY: local.secretName('cause-key'),
  IDENTITY: JSON.stringify({
    apis: Object.fromEntries(programmes.map(({ id }) => [`api-${id}`, { brand: id, ...poolOf(id) }])),
    ...pools,
  }),
  POWERTOOLS_DEV: 'false',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});
