import { faults } from './faults.ts';
import { theProduct } from './product.ts';
import { tellMany } from './run.ts';
import { quickTable } from './stores.ts';
for (const fault of faults) {
  const t = performance.now();
  const told = await tellMany({ product: await theProduct(fault), store: quickTable, runs: 400, seed: 2027, anyBroken: true });
  console.log(fault.name, told.histories, Math.round(performance.now() - t), told.broken?.split('\n').filter((l) => /^Error|expected/.test(l)).at(-1)?.slice(0, 150) ?? 'NOT FOUND');
}
