import { programmes } from '#brands/programmes.ts';
import { local } from '../../infra/names.ts';
import { identity } from './access/gateway.ts';

/** What a function finds around it, for tests that run one: to be imported before it. Nothing here is anywhere. */
const brands = Object.keys(programmes);
const each = <T>(of: (brand: string) => T) => Object.fromEntries(brands.map((brand) => [brand, of(brand)]));

Object.assign(process.env, {
  AWS_REGION: 'eu-west-1',
  TABLE: local.tableName,
  CAPABILITY: 'tests',
  QUEUE: 'https://queues.example/inbox',
  DEAD_LETTERS: 'https://queues.example/inbox-dead',
  HASH_KEY: 'secret/hash',
  LINK_KEY: 'secret/links',
  CAUSE_KEY: 'secret/causes',
  ORIGINS: JSON.stringify(each((brand) => `https://${brand}.example`)),
  IDENTITY: identity,
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});
