import type { DeviceHandle, Person, SignIn, Stack } from '../../cloud/stack.ts';
import { waitFor } from '../../cloud/wait.ts';
import { customer, staff, type Visitor } from '../visitor.ts';
import type { Story, TakeBack } from './story.ts';

/** Each device goes its way, as far as the story has it come: the customer asks, the warehouse scans, counts and decides. */
export async function tellTakeBacks(
  stack: Stack,
  { brand, takeBacks }: Story,
  customers: readonly Person[],
): Promise<void> {
  if (takeBacks.length === 0) return;
  const member = stack.staff.people.find((each) => each.brand === brand && each.role === 'warehouse') as SignIn;
  const warehouse = await staff(stack, member);
  const claimed = stack.devices.find((device) => device.brand === brand) as DeviceHandle;
  for (const takeBack of takeBacks) {
    const me = await customer(stack, customers[takeBack.who] as Person);
    await sendBack({ ...takeBack, serial: takeBack.serial ?? claimed.serial }, me, warehouse);
  }
}

async function sendBack(
  { serial, reason, comesTo }: TakeBack & { serial: string },
  me: Visitor,
  warehouse: Visitor,
): Promise<void> {
  const asked = await me.send<{ id: string }>('POST', '/api/recycling/cases', { serial, reason });
  if (asked.status !== 201) throw new Error(`${serial} may not come back: ${JSON.stringify(asked.body)}`);
  const { id } = asked.body;
  await waitFor(`the label of ${serial}`, async () => {
    const { body } = await me.get<{ state: string }>(`/api/recycling/cases/${id}`);
    return body.state === 'label-sent';
  });
  const does = async (what: 'scans' | 'receipt' | 'outcome', body: unknown) => {
    const answer = await warehouse.send('POST', `/api/staff/recycling/cases/${id}/${what}`, body, null);
    if (answer.status !== 200) throw new Error(`the ${what} of ${serial} failed: ${JSON.stringify(answer.body)}`);
  };
  if (comesTo === 'label-sent') return;
  await does('scans', { scan: 'in-transit' });
  if (comesTo === 'in-transit') return;
  await does('scans', { scan: 'received' });
  if (comesTo === 'received') return;
  await does('receipt', { good: 1, damaged: 0, missing: 0, serials: [serial] });
  await does('outcome', { outcome: comesTo });
}
