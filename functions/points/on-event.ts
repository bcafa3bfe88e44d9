import { onEvent } from '#layers/runtime/on-event.ts';
import { contract } from './contract.ts';
import { earnByContainers } from './deposits.ts';
import { link } from './ledger.ts';

export const handler = onEvent(contract, {
  'deposit.recorded': (event, heard) => earnByContainers(event, heard),
  'deposit.claimed': (event, heard) => earnByContainers(event, heard),
  'customer.linked': ({ data }, { origin }) => link(origin, data.customerId, data.accountId),
});
