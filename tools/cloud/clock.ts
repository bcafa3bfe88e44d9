/** `npm run clock -- P30D`: moves the local cloud's clock forward by an ISO 8601 duration. */
import { Temporal } from 'temporal-polyfill';
import { readStack } from './stack.ts';
import { productTime, travel } from './time-machine.ts';

const [, , asked = ''] = process.argv;
const stack = readStack();
const from = Temporal.Instant.fromEpochMilliseconds(await productTime(stack)).toZonedDateTimeISO('Europe/Madrid');
let until: Temporal.ZonedDateTime;
try {
  until = from.add(Temporal.Duration.from(asked));
} catch {
  console.error('Say by how much, as an ISO 8601 duration: npm run clock -- P30D (or PT12H, P1Y …)');
  process.exit(1);
}
if (Temporal.ZonedDateTime.compare(until, from) < 0) {
  console.error('The clock moves forward only.');
  process.exit(1);
}
await travel(stack, until.epochMilliseconds - from.epochMilliseconds);
console.log(`It is now ${until.toPlainDateTime().toString({ smallestUnit: 'second' })} in Madrid.`);
