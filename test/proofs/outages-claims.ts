/** A day of people of all brands in which each service of AWS is out for half an hour, in the world. */
import { liveDay } from '../world/outages/day.ts';
import { type ServiceName, serviceNames } from '../world/services.ts';
import type { Claim } from './claim.ts';

const called: Readonly<Record<ServiceName, string>> = {
  mail: 'SES',
  table: 'DynamoDB and its stream',
  queue: 'SQS, its deliveries included,',
  bus: 'EventBridge, its schedules included,',
  bucket: 'SQS, and after it S3 with what came meanwhile,',
  cognito: 'Cognito',
  iot: 'IoT Core',
  steps: 'Step Functions',
  secrets: 'Secrets Manager, while every function begins anew,',
};

const seeds = [1, 2, 3];

export async function* outagesClaims(): AsyncGenerator<Claim> {
  for (const seed of seeds) {
    const calm = await liveDay({ seed });
    for (const out of serviceNames) {
      const { broken, outcome, turns } = await liveDay({ seed, out });
      const differences = differencesOf(calm.outcome, outcome);
      const wrong = [...calm.broken, ...broken, ...differences];
      yield {
        what: `a day of all brands in which ${called[out]} is out for half an hour comes to what it comes to without: nothing is lost, doubled, put aside, parked or late`,
        howMany: `${outcome.length} mails and cases, ${turns} turns`,
        result: wrong.length === 0 ? 'every invariant holds, and everybody has the same' : wrong.join('; '),
        seed,
        holds: wrong.length === 0,
      };
    }
  }
}

/** What only one of two days came to, in words. */
function differencesOf(calm: readonly string[], lived: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const each of calm) counts.set(each, (counts.get(each) ?? 0) + 1);
  for (const each of lived) counts.set(each, (counts.get(each) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([each, count]) => `${each}: ${Math.abs(count)} ${count > 0 ? 'less' : 'more'}`);
}
