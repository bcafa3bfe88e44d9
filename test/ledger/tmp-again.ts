import { theProduct } from './product.ts';
import { tellMany } from './run.ts';
import { quickTable } from './stores.ts';
const [runs = '100', seed = '1'] = process.argv.slice(2);
const t = performance.now();
const told = await tellMany({ product: await theProduct(), store: quickTable, runs: +runs, seed: +seed });
console.log(told.broken ?? 'ok', told.histories, told.commands, Math.round(performance.now() - t), 'ms');
