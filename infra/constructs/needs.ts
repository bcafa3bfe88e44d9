import type { EntryName, Needs, Secret } from '#layers/runtime/contract.ts';
import { ofSecret, secretsOf } from '#layers/runtime/needed-variables.ts';
import { mailDomain } from '../names.ts';
import { arn, namesIn } from '../references.ts';
import type { Stage } from '../stage.ts';
import type { EntryFunction } from './entry-function.ts';
import { callsService } from './services.ts';

/** Gives a function what its capability's contract says that this entry needs, but for items, which `ownsItsItems` sees to. */
export function meetNeeds(
  entry: EntryFunction,
  name: EntryName,
  needs: Needs,
  { stage, mailInterval }: { stage: Stage; mailInterval: number },
): void {
  const { registers, origins, sendsMail, mailsCustomers, calls } = needs;
  for (const secret of secretsOf(needs, name)) readsSecret(entry, secret);
  if (registers?.includes(name)) entry.know({ REGISTRATIONS_PER_HOUR: String(stage.registrationsPerHour) });
  if (origins?.includes(name)) entry.know({ ORIGINS: JSON.stringify(stage.origins) });
  if (sendsMail?.includes(name)) mailsAsBrands(entry, stage);
  if (mailsCustomers?.[name] !== undefined) entry.know({ MAIL_INTERVAL: String(mailInterval) });
  for (const service of neededBy(name, calls)) callsService[service](entry, stage);
}

/** The keys of what the entry of this name is said to need. */
const neededBy = <Key extends string>(
  name: EntryName,
  needed: Partial<Record<Key, readonly EntryName[]>> | undefined,
) => (Object.keys(needed ?? {}) as Key[]).filter((key) => needed?.[key]?.includes(name));

/** The secret's name in the environment, and leave to read it. AWS adds six characters of its own to its ARN. */
function readsSecret(entry: EntryFunction, secret: Secret): void {
  const secretName = namesIn(entry).secretName(secret);
  entry
    .know({ [ofSecret[secret]]: secretName })
    .may(['secretsmanager:GetSecretValue'], [arn(entry, 'secretsmanager', `secret:${secretName}-??????`)]);
}

/** Sends only as the brands, and by their own configuration sets. */
function mailsAsBrands(entry: EntryFunction, stage: Stage): void {
  const { configurationSet } = namesIn(entry);
  const programmes = Object.values(stage.programmes);
  const senders = programmes.map(({ mail }) => mail.from);
  const identities = senders.map((from) => arn(entry, 'ses', `identity/${mailDomain(from)}`));
  const sets = programmes.map(({ id }) => arn(entry, 'ses', `configuration-set/${configurationSet(id)}`));
  entry.may(['ses:SendRawEmail'], [...new Set(identities), ...sets], {
    when: { StringEquals: { 'ses:FromAddress': senders } },
  });
}
