import { onEvent } from '#layers/runtime/on-event.ts';
import { contract } from './contract.ts';
import { awaitBirthday, countMonths } from './earning/anniversaries.ts';
import { earnByContainers } from './earning/deposits.ts';
import { bookRecycled } from './earning/doubling.ts';
import { bookDelivery, bookPurchase } from './earning/purchases.ts';
import { bookRefund } from './earning/refunds.ts';
import { link, unlink } from './ledger/cards.ts';

export const handler = onEvent(contract, {
  'deposit.recorded': (event, heard) => earnByContainers(event, heard),
  'deposit.claimed': (event, heard) => earnByContainers(event, heard),
  'customer.registered': ({ data, time }, heard) => countMonths(data.customerId, time, heard),
  'customer.changed': async ({ data }, heard) => {
    if (data.fields.includes('birthday')) await awaitBirthday(data.customerId, heard);
  },
  'customer.linked': ({ data, time }, { origin, programme }) => link(origin, programme, data, time),
  'customer.unlinked': ({ data, time }, { origin }) => unlink(origin, data, time),
  'order.paid': (event, heard) => bookPurchase(event, heard),
  'order.delivered': (event, heard) => bookDelivery(event, heard),
  'order.refunded': (event, heard) => bookRefund(event, heard),
  'case.recycled': (event, heard) => bookRecycled(event, heard),
});
