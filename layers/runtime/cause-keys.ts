import { secret } from '#layers/aws/secrets.ts';
import { environment } from '#layers/environment.ts';

/** The keys of the hashes by which a repetition is known, the one in force first: the secret has one a line. */
export async function causeKeys(): Promise<readonly string[]> {
  return (await secret(environment.CAUSE_KEY)).split('\n').filter((line) => line !== '');
}
