import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const brands = resolve(import.meta.dirname, '../../brands');

/** Copies the brands into `folder`, and beside them a sixth: retorno with figures of its own, that no line of code knows. */
export function sixBrands(folder: string): string {
  cpSync(brands, folder, { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const retorno = JSON.parse(readFileSync(join(brands, 'retorno/programme.json'), 'utf8'));
  const sixth = {
    ...retorno,
    id: 'sexta',
    name: 'Sexta',
    initials: 'SX',
    zone: 'Atlantic/Canary',
    mail: { ...retorno.mail, from: 'hola@sexta.example', admins: ['admin@sexta.example'] },
    points: { ...retorno.points, deposits: { id: 'containers', version: 3, perContainer: { pet: 10, glass: 25 } } },
  };
  mkdirSync(join(folder, 'sexta'), { recursive: true });
  writeFileSync(join(folder, 'sexta/programme.json'), JSON.stringify(sixth));
  for (const logo of ['logo.svg', 'logo.png']) cpSync(join(brands, 'retorno', logo), join(folder, 'sexta', logo));
  return folder;
}
