/**
 * Tells histories in a process of its own, with the programmes of this folder, and prints what came of it as JSON:
 * `telling.ts <histories> <seed> <commands> [<table of the local cloud>]`.
 */
import { theProduct } from './product.ts';
import { tellMany } from './run.ts';
import { quickTable } from './stores.ts';

const [runs, seed, longest, table] = process.argv.slice(2);
const store = table === undefined ? quickTable : await (await import('./cloud-table.ts')).cloudTables(table);
const told = await tellMany({
  product: await theProduct(),
  store,
  runs: Number(runs),
  seed: Number(seed),
  longest: Number(longest),
});
console.log(JSON.stringify(told));
