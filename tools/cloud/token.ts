/** `npm run --silent token -- <brand> <user name>`: signs somebody of the local cloud in and prints the access token. */

import { tokensFor } from '../demo/visitor.ts';
import { readStack } from './stack.ts';

const [, , brand = '', username = ''] = process.argv;
const stack = readStack();
const customer = stack.people.find((person) => person.brand === brand && person.username === username);
const member = stack.staff.people.find((person) => person.brand === brand && person.username === username);
const person = customer ?? member;
if (person === undefined) {
  const known = [...stack.people, ...stack.staff.people].filter((each) => each.brand === brand);
  console.error(
    `Nobody of ${brand} is called ${username}. There are: ${known.map((each) => each.username).join(', ')}`,
  );
  process.exit(1);
}
console.log((await tokensFor(stack, person, customer === undefined ? 'staff' : 'customers')).access);
