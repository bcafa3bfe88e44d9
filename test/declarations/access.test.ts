import { expect, it } from '@jest/globals';
import { fullRoute } from '#layers/runtime/routes.ts';
import { declaredCapabilities } from '../../infra/capabilities.ts';
import { missing, nameOf, table } from '../support/access/table.ts';

const rows = table.map(nameOf);
const declared = (await declaredCapabilities()).flatMap(({ contract: { capability }, routes }) =>
  Object.keys(routes).map((key) => ({ capability, route: nameOf(fullRoute(capability, key)) })),
);

it('each declared route has a row that says who may use it', () => {
  expect(missing(rows, declared)).toEqual([]);
});

it('a route without a row, a row without a route, and a route with two rows are found', () => {
  const [first = '', ...others] = rows;
  const owner = declared.find(({ route }) => route === first)?.capability;
  expect(missing(others, declared)).toEqual([
    `test/${owner}/access.txt: add a line for ${first} that says what each role meets`,
  ]);
  expect(missing([...rows, 'GET /api/gone'], declared)).toEqual([
    'test/*/access.txt: take out GET /api/gone, which no routes.ts declares',
  ]);
  expect(missing([first, ...rows], declared)).toEqual([`test/*/access.txt: ${first} stands there twice`]);
});
