import type { Person } from '../../../tools/cloud/stack.ts';
import type { Visitor } from '../../../tools/demo/visitor.ts';
import { linkCard } from '../../support/cards.ts';
import type { Device } from '../../support/driver.ts';
import type { Life } from './life.ts';

const containers = [
  ['pet', 28],
  ['can', 14],
  ['glass', 350],
  ['carton', 30],
] as const;

interface Citizen {
  readonly person: Person;
  readonly me: Visitor;
  readonly card?: string;
}

/** Somebody who takes bottles back every week or so, at one machine or another, and spends the points now and then. */
export async function citizenLives(life: Life, machines: readonly Device[], n: number): Promise<Person> {
  const person = await life.here.registers('retorno', 'ciudadana');
  const me = await life.here.as(person);
  const card = n % 3 === 0 ? String(8_000_000_000 + n) : undefined;
  if (card !== undefined) {
    const { status, body } = await linkCard(life.here, life.pick(machines), me, card);
    life.diary.cards.set(card, person.customerId);
    if (status !== 201) throw new Error(`card: ${status} ${JSON.stringify(body)}`);
  }
  const citizen = { person, me, card };
  const again = () =>
    life.in(life.between(2, 9), `${person.email} deposits`, () => deposits(life, citizen, machines, again));
  again();
  return person;
}

async function deposits(life: Life, citizen: Citizen, machines: readonly Device[], again: () => void): Promise<void> {
  const { person, card } = citizen;
  const machine = life.pick(machines);
  const items = Array.from({ length: life.between(1, 12) }, () => {
    const [material, grams] = life.pick(containers);
    return { material, grams: grams + life.between(0, 3) };
  });
  const id = `deposit-${life.diary.publications.length + life.now}`;
  const at = new Date(life.now).toISOString();
  const anonymous = life.chance(0.03);
  const receipt = anonymous ? `R${id}` : undefined;
  const who = card !== undefined && life.chance(0.5) ? { card } : { customerId: person.customerId };
  const data = { ...(receipt === undefined ? { citizen: who } : { receipt }), items };
  life.diary.throwsIn(machine.deviceId, items);
  const says = async () => machine.says('deposit', data, { id, at });
  if (receipt === undefined) {
    const told = { citizen: who, items };
    life.diary.publications.push({
      machine: machine.deviceId,
      part: 'day',
      clockOff: 0,
      message: { id, at, type: 'deposit', data: told },
    });
  }
  // A machine that was cut off tells it hours later; one that saw no answer tells it twice.
  if (life.chance(0.03)) life.at(life.now + life.between(1, 20) * 3_600_000, `${id} is told late`, says);
  else await says();
  if (life.chance(0.05)) life.at(life.now + 60_000, `${id} is told again`, says);
  if (receipt !== undefined)
    life.at(life.now + 7_200_000, `${person.email} claims ${receipt}`, () =>
      claims(life, citizen, receipt, { id, at, items }),
    );
  if (life.chance(0.05)) life.in(1, `${person.email} spends`, () => spends(citizen));
  again();
}

async function claims(
  life: Life,
  { person, me }: Citizen,
  code: string,
  { id, at, items }: { id: string; at: string; items: readonly { material: string; grams: number }[] },
): Promise<void> {
  const { status, body } = await me.send<{ code: string }>('POST', '/api/devices/receipts', { code });
  if (status === 404) return; // the machine has not told it yet
  if (status !== 201) throw new Error(`receipt: ${status} ${JSON.stringify(body)}`);
  const data = { citizen: { customerId: person.customerId }, items };
  life.diary.publications.push({
    machine: 'receipt',
    part: 'day',
    clockOff: 0,
    message: { id, at, type: 'deposit', data },
  });
}

async function spends({ me }: Citizen): Promise<void> {
  const { body } = await me.get<{ rewards: { id: string; eligible: boolean; missing?: number }[] }>(
    '/api/points/rewards',
  );
  const wanted = body.rewards.find(({ id }) => id === 'food-bank');
  const { status } = await me.send('POST', '/api/points/redemptions', { rewardId: 'food-bank' });
  const possible = wanted?.eligible === true && wanted.missing === undefined;
  if (status !== (possible ? 201 : 409)) throw new Error(`redemption: ${status}, though ${JSON.stringify(wanted)}`);
}
