import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const secrets = new SecretsManagerClient({});
const read = new Map<string, Promise<string>>();

/** A secret's text, read once a process. */
export function secret(id: string): Promise<string> {
  const known = read.get(id);
  if (known !== undefined) return known;
  const reading = secrets.send(new GetSecretValueCommand({ SecretId: id })).then(({ SecretString }) => {
    if (SecretString === undefined) throw new Error(`the secret ${id} has no text`);
    return SecretString;
  });
  read.set(id, reading);
  reading.catch(() => read.delete(id));
  return reading;
}
