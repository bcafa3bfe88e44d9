import { orderDelivered } from '#events/billing/order.delivered.ts';
import { say } from '#layers/table/event-item.ts';
import { carrierKey } from '../../../functions/recycling/parcels/carrier-keys.ts';
import { local } from '../../../infra/names.ts';
import type { Person } from '../../../tools/cloud/stack.ts';
import type { Visitor } from '../../../tools/demo/visitor.ts';
import { signatureBy } from '../../support/signature.ts';
import type { Life } from './life.ts';

interface Sender {
  readonly person: Person;
  readonly me: Visitor;
  readonly serial: string;
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly tracking?: string;
  readonly code?: string;
}

/** Somebody with a device, who claims it and one day sends it back. */
export async function ownerLives(life: Life, person: Person, after: number): Promise<void> {
  const device = await life.here.provisions(person.brand, {});
  const me = await life.here.as(person);
  const { serial, claimCode: code } = device;
  const { status, body } = await me.send('POST', '/api/devices/claims', { serial, code });
  if (status !== 201) throw new Error(`claim: ${status} ${JSON.stringify(body)}`);
  life.in(after, `${person.email} sends ${serial} back`, () => asks(life, { person, me, serial }));
}

/** Somebody who got something by post and gives it back in the first month. */
export async function regretsOf(life: Life, person: Person, after: number): Promise<void> {
  const { brand, customerId, email } = person;
  const orderId = `first-${customerId}`;
  const me = await life.here.as(person);
  const serial = `KP-${customerId.slice(2, 10).toUpperCase()}`;
  life.in(after, `${email} gets ${orderId}`, async () => {
    const delivered = say(orderDelivered, { about: orderId, effect: 'delivered', data: { orderId, customerId } });
    await life.here.says(brand, delivered, { id: orderId });
    life.in(life.between(2, 28), `${email} gives ${serial} back`, () =>
      asks(life, { person, me, serial }, 'first-month'),
    );
  });
}

async function asks(life: Life, sender: Sender, reason?: string): Promise<void> {
  const { person, me, serial } = sender;
  const { status, body } = await me.send<Shown>('POST', '/api/recycling/cases', { serial, ...(reason && { reason }) });
  if (status !== 201) throw new Error(`case: ${status} ${JSON.stringify(body)}`);
  life.diary.cases.set(body.id, { brand: person.brand, customerId: person.customerId });
  const what = life.random();
  const of = (deed: string) => `${person.email} ${deed} ${body.id}`;
  if (what < 0.06) life.in(life.between(1, 10), of('calls off'), () => callsOff(sender, body.id));
  else if (what < 0.12)
    return; // never sends it: the label expires
  else if (what < 0.2) {
    life.in(life.between(5, 10), of('extends'), async () => {
      await me.send('POST', `/api/recycling/cases/${body.id}/extension`);
    });
    life.in(life.between(20, 30), of('sends'), () => handsIn(life, sender, body.id));
  } else life.in(life.between(1, 12), of('sends'), () => handsIn(life, sender, body.id));
}

async function callsOff({ me }: Sender, caseId: string): Promise<void> {
  const { status, body } = await me.send<Shown>('POST', `/api/recycling/cases/${caseId}/cancel`);
  if (status !== 200) throw new Error(`cancel: ${status} ${JSON.stringify(body)}`);
}

async function handsIn(life: Life, { person, me, serial }: Sender, caseId: string): Promise<void> {
  const { body } = await me.get<Shown>(`/api/recycling/cases/${caseId}`);
  if (body.tracking === undefined) return;
  if (life.chance(0.9)) await carrierSays(life, person.brand, body.tracking, 'in-transit');
  if (life.chance(0.03)) return; // it is lost on the way
  life.in(life.between(1, 6), `${caseId} arrives`, () => arrives(life, person.brand, caseId, serial));
}

let news = 0;

async function carrierSays(life: Life, brand: string, tracking: string, status: string): Promise<void> {
  const body = { id: `news-${++news}`, at: new Date(life.now).toISOString(), tracking, status };
  const key = carrierKey(await life.here.secret(local.secretName('link-key')), brand, 1);
  const signed = signatureBy([key], body.at, JSON.stringify(body));
  const path = '/api/open/recycling/carrier';
  const told = await life.here.stranger(brand).send('POST', path, body, null, signed);
  if (told.status !== 200) throw new Error(`carrier: ${told.status} ${JSON.stringify(told.body)}`);
}

async function arrives(life: Life, brand: string, caseId: string, serial: string): Promise<void> {
  const warehouse = await life.here.staff(brand, 'warehouse');
  const of = `/api/staff/recycling/cases/${caseId}`;
  const { status, body } = await warehouse.send<Shown>('POST', `${of}/scans`, { scan: 'received' }, null);
  if (status === 409) return; // it was over meanwhile: a stray, for whoever settles strays
  if (status !== 200) throw new Error(`scan: ${status} ${JSON.stringify(body)}`);
  life.in(life.between(1, 4), `${caseId} is looked at`, () => looksAt(life, brand, caseId, serial));
}

async function looksAt(life: Life, brand: string, caseId: string, serial: string): Promise<void> {
  const warehouse = await life.here.staff(brand, 'warehouse');
  const of = `/api/staff/recycling/cases/${caseId}`;
  const shown = await warehouse.get<Shown & { state: string }>(of);
  const goesBack = async () => {
    const { status, body } = await warehouse.send<Shown>('POST', `${of}/scans`, { scan: 'returned' }, null);
    if (status !== 200) throw new Error(`return: ${status} ${JSON.stringify(body)}`);
  };
  if (shown.body.state === 'cancelled') return goesBack();
  const differs = life.chance(0.08);
  const counted = { good: 1, damaged: 0, missing: 0, serials: [differs ? `X-${serial}` : serial] };
  const receipt = await warehouse.send<Shown>('POST', `${of}/receipt`, counted, null);
  if (receipt.status !== 200) throw new Error(`receipt: ${receipt.status} ${JSON.stringify(receipt.body)}`);
  if (differs) {
    const agent = await life.here.staff(brand, 'agent');
    await life.here.quiet();
    const { status, body } = await agent.send<Shown>(
      'POST',
      `${of}/review`,
      { decision: 'accept', because: 'the same kind of device' },
      null,
    );
    if (status !== 200) throw new Error(`review: ${status} ${JSON.stringify(body)}`);
    await life.here.quiet();
  }
  const outcome = life.chance(0.8) ? 'recycled' : life.pick(['refurbished', 'rejected']);
  const decided = await warehouse.send<Shown>('POST', `${of}/outcome`, { outcome }, null);
  if (decided.status !== 200) throw new Error(`outcome: ${decided.status} ${JSON.stringify(decided.body)}`);
  if (outcome === 'rejected') life.in(2, `${caseId} goes back`, goesBack);
}
