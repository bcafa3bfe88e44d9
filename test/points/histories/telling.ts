/**
 * Tells histories in a process of its own, with the programmes of this folder, and prints what came of it as JSON:
 * `telling.ts <histories> <seed> <commands> [<table of the local cloud>]`.
 */
import { inTheWorld } from './place.ts';
import { theProduct } from './product.ts';
import { tellMany } from './run.ts';

const [runs, seed, longest, table] = process.argv.slice(2);
const place = table === undefined ? inTheWorld : await (await import('./place-on-cloud.ts')).onTheCloud(table);
const told = await tellMany({
  product: await theProduct(),
  place,
  runs: Number(runs),
  seed: Number(seed),
  longest: Number(longest),
});
console.log(JSON.stringify(told));
