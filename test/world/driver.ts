import { Temporal } from 'temporal-polyfill';
import { programmes } from '#brands/programmes.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, subjectOf } from '#layers/table/event-item.ts';
import { hashOf } from '#layers/table/hash.ts';
import { local } from '../../infra/names.ts';
import type { Message, ReadMail } from '../../tools/cloud/mail.ts';
import type { Person, SignIn } from '../../tools/cloud/stack.ts';
import type { Answer, Visitor } from '../../tools/demo/visitor.ts';
import { republish } from '../../tools/ops/republish.ts';
import { type Device, type Driver, groupsOfMember, type StaffRole } from '../support/driver.ts';
import type { Claims } from './cognito.ts';
import type { HttpAnswer } from './gateway.ts';
import { newWorld, poolOf, type World } from './world.ts';

const password = 'Vuelta-2026!';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const noon = '2026-11-23T11:00:00.000Z';
const zone = 'Europe/Madrid';
/** A client gives up after so many. */
const tries = 8;

/** A story's world: what its people do, and the world itself for what looks behind the curtain. */
export interface WorldDriver extends Driver {
  readonly world: World;
  /** Somebody who has not signed in, at this network address. */
  strangerAt(brand: string, address: string): Visitor;
  /** The link in the newest confirmation mail to an address, once there is one. */
  linkIn(email: string): Promise<string>;
}

/** A world of its own, with nobody in it. */
export async function driver({ seed = 1, start = noon }: { seed?: number; start?: string } = {}): Promise<WorldDriver> {
  return driverOf(await newWorld({ seed, start }));
}

/** Speaks with a world as the people in it do. */
export function driverOf(world: World): WorldDriver {
  const { scheduler } = world;
  const now = () => new Date(scheduler.now()).toISOString();
  const people = { registered: 0, devices: 0 };
  let made = 0;
  /** An id that nobody in this world has used. */
  const fresh = (kind: string) => `${kind}-${++made}`;
  const mailbox = new Map<string, Promise<ReadMail>>();
  const staffHere = new Set<string>();

  /** As a client does: what failed for a reason of ours is sent again, with the same key. */
  async function request(brand: string, claims: () => Claims | undefined, call: Request): Promise<HttpAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await requestOnce(brand, claims(), call);
      if (answer.status < 500 || attempt === tries) return answer;
      await scheduler.passTo(scheduler.now() + 1_000 * attempt);
    }
  }

  async function requestOnce(brand: string, claims: Claims | undefined, call: Request): Promise<HttpAnswer> {
    const gateway = world.gateways.get(brand);
    if (gateway === undefined) throw new Error(`no brand ${brand}`);
    const { method, path, headers, body, from } = call;
    const answers: HttpAnswer[] = [];
    const sent =
      body === undefined ? {} : { body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) };
    gateway.request({ method, path, headers, claims, from, ...sent }, (answer) => answers.push(answer));
    await scheduler.until(() => answers.length > 0);
    return answers[0] as HttpAnswer;
  }

  async function travelTo(epoch: number): Promise<void> {
    await scheduler.quiet();
    await scheduler.passTo(epoch);
    await scheduler.quiet();
  }

  const visitor = (brand: string, claims: () => Claims | undefined = () => undefined, from?: string): Visitor => {
    const call = async <Body>(asked: Request): Promise<Answer<Body>> => {
      const { status, headers, body } = await request(brand, claims, { ...asked, from });
      const text = body.toString();
      const json = text !== '' && headers['content-type']?.includes('json');
      return { status, headers: new Headers(headers), body: (json ? JSON.parse(text) : text) as Body };
    };
    return {
      get: (path, headers = {}) => call({ method: 'GET', path, headers }),
      send: (method, path, body, key = fresh('key'), headers = {}) =>
        call({
          method,
          path,
          body,
          headers: { ...(body !== undefined && json), ...(key !== null && { 'idempotency-key': key }), ...headers },
        }),
      submits: (path, fields, headers = {}) =>
        call({ method: 'POST', path, body: new URLSearchParams(fields), headers: { ...form, ...headers } }),
      async download(path) {
        const { status, headers, body } = await request(brand, claims, { method: 'GET', path, headers: {} });
        return { status, headers: new Headers(headers), body: new Uint8Array(body) };
      },
    };
  };

  /** An app signs in anew before its token ends, so here it does each time. */
  const as = async (
    { brand, username, password: known = password }: Pick<SignIn, 'brand' | 'username'> & Partial<SignIn>,
    pool = poolOf(brand),
  ): Promise<Visitor> => {
    world.cognito.signIn(pool, username, known);
    return visitor(brand, () => world.cognito.signIn(pool, username, known));
  };

  async function member(brand: string, organisationId: string, sites: 'all' | readonly string[]): Promise<Visitor> {
    const pool = poolOf(brand);
    const name = fresh('member');
    world.cognito.createUser({ UserPoolId: pool, Username: name });
    world.cognito.setPassword({ UserPoolId: pool, Username: name, Password: password });
    for (const GroupName of groupsOfMember(organisationId, sites))
      world.cognito.addToGroup({ UserPoolId: pool, Username: name, GroupName });
    return as({ brand, username: name });
  }

  async function staff(brand: string, role: StaffRole): Promise<Visitor> {
    const pool = poolOf('staff');
    const name = `${role}-${brand}`;
    if (!staffHere.has(name)) {
      staffHere.add(name);
      world.cognito.createUser({ UserPoolId: pool, Username: name });
      world.cognito.setPassword({ UserPoolId: pool, Username: name, Password: password });
      world.cognito.addToGroup({ UserPoolId: pool, Username: name, GroupName: `${brand}:${role}` });
    }
    return as({ brand, username: name }, pool);
  }

  async function mails(to: string): Promise<Message[]> {
    const found = world.mail.left.filter((left) => left.to.includes(to));
    const { readMail } = await import('../../tools/cloud/mail.ts');
    const read = found.map((left) => {
      const known = mailbox.get(left.id) ?? readMail(left.id, left.to, Buffer.from(left.mime));
      mailbox.set(left.id, known);
      return known;
    });
    return (await Promise.all(read)).map(({ message }) => message).reverse();
  }

  async function registers(brand: string, story: string, name = 'Núria Peña'): Promise<Person> {
    people.registered += 1;
    const email = `${story}-${people.registered}@${brand}.example`;
    const stranger = visitor(brand, undefined, ownNetwork(people.registered));
    const asked = { name, email, password };
    const { status, body } = await stranger.send<{ customerId: string }>('POST', '/api/open/customers', asked);
    if (status !== 201) throw new Error(`${email} was not registered: ${JSON.stringify(body)}`);
    const confirmed = await stranger.submits(await linkIn(email), { password });
    if (confirmed.status !== 200) throw new Error(`${email} was not confirmed: ${JSON.stringify(confirmed.body)}`);
    const { customerId } = body;
    return { brand, role: 'customer', username: email, password, customerId, email };
  }

  async function linkIn(email: string): Promise<string> {
    const mails = () => world.mail.left.filter(({ to }) => to.includes(email));
    await scheduler.until(() => mails().length > 0);
    // Taken from the raw text, where long lines are broken: to read a mail whole takes a library that few stories need.
    const text = Buffer.from(mails().at(-1)?.mime ?? [])
      .toString()
      .replaceAll('=\r\n', '');
    return /\/api\/open\/customers\/confirmations\/[\w-]+/.exec(text)?.[0] ?? '';
  }

  async function provisions(
    brand: string,
    {
      kind = programmes[brand]?.devices.kinds[0] ?? '',
      ...place
    }: { kind?: string; siteId?: string; organisationId?: string },
  ): Promise<Device> {
    people.devices += 1;
    const deviceId = `${kind}-${String(people.devices).padStart(4, '0')}`;
    const serial = `SN-${brand}-${deviceId}`;
    const manager = await staff(brand, 'manager');
    const made = await manager.send<{ certificate: string; claimCode?: string }>('POST', '/api/staff/devices', {
      deviceId,
      serial,
      kind,
      ...place,
    });
    if (made.status !== 201) throw new Error(`${deviceId} was not registered: ${JSON.stringify(made.body)}`);
    const certificate = made.body.certificate.replace('certificate ', '');
    const publishes = async (type: string, body: string) =>
      world.iot.publish(certificate, `vuelta/${brand}/devices/${deviceId}/${type}`, Buffer.from(body));
    return {
      brand,
      deviceId,
      serial,
      claimCode: made.body.claimCode,
      publishes,
      says: async (type, data, { id = fresh('message'), at = now(), sentAt = now() } = {}) =>
        publishes(type, JSON.stringify({ id, at, sentAt, type, data })),
    };
  }

  async function says(brand: string, said: Said, { id, time = now() }: { id: string; time?: string }): Promise<void> {
    const { owner, about } = said.definition;
    const cause = { id, subject: subjectOf(about, said.about), time };
    const actor = { id: owner, role: 'system' as const };
    await commit({ brand, owner, cause, actor, hash: hashOf(said.data) }, { events: [said] });
  }

  const executionsOf = (caseId: string) => world.machine.executionsOf(caseId);

  return {
    world,
    now: async () => now(),
    travel: (duration) => travelTo(at(scheduler.now()).add(duration).epochMilliseconds),
    travelTo(time) {
      const today = at(scheduler.now()).withPlainTime(time);
      const next = today.epochMilliseconds > scheduler.now() ? today : today.add({ days: 1 });
      return travelTo(next.epochMilliseconds);
    },
    quiet: () => scheduler.quiet(),
    stranger: (brand) => visitor(brand),
    strangerAt: (brand, address) => visitor(brand, undefined, address),
    as,
    staff,
    member,
    linkIn,
    registers,
    provisions,
    mails,
    attachment: async ({ id }, n = 0) => new Uint8Array((await mailbox.get(id))?.files[n]?.content ?? []),
    says,
    republishes: (from, to) => republish({ table: local.tableName, bus: local.busName, from, to }),
    async aside(capability) {
      const dead = world.queues
        .names()
        .filter((name) => name.startsWith(local.queueName(capability)) && name.endsWith('-dead'));
      return dead.flatMap((name) =>
        world.queues
          .bodies(name)
          .map(({ body, attributes: { code = 'unknown', reason = '' } }) => ({ code, reason, body })),
      );
    },
    secret: async (name) => `the text of ${name}`,
    statesOf: async (caseId) => executionsOf(caseId).flatMap((name) => [...world.machine.history(name)]),
    hasEnded: async (caseId) => executionsOf(caseId).every((name) => world.machine.status(name) !== 'RUNNING'),
  };
}

/** The address from which the n-th of those who register comes: people live in networks of their own. */
const ownNetwork = (n: number): string => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly from?: string;
}

const at = (epoch: number) => Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(zone);
