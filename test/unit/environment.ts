/** What a function finds around it, for tests that run one: to be imported before it. Nothing here is anywhere. */
const brands = ['microsmile', 'smartmirror', 'keyphone', 'retorno', 'mixsoon'];
const each = <T>(of: (brand: string) => T) => Object.fromEntries(brands.map((brand) => [brand, of(brand)]));

/** Who signs for the customers of a brand, and for all staff. */
export const issuers = { ...each((brand) => `https://customers.${brand}.example`), staff: 'https://staff.example' };
export const clientId = 'pages';

Object.assign(process.env, {
  AWS_REGION: 'eu-west-1',
  TABLE: 'vuelta',
  CAPABILITY: 'tests',
  QUEUE: 'https://queues.example/inbox',
  DEAD_LETTERS: 'https://queues.example/inbox-dead',
  HASH_KEY: 'secret/hash',
  LINK_KEY: 'secret/links',
  ORIGINS: JSON.stringify(each((brand) => `https://${brand}.example`)),
  IDENTITY: JSON.stringify({
    apis: each((brand) => ({ brand, issuer: issuers[brand], clientId })),
    staff: { issuer: issuers.staff, clientId },
  }),
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});
