import { randomUUID } from 'node:crypto';
import { DescribeStateMachineCommand, StopExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stepFunctionsOf } from '../../local/aws.ts';
import { runningCases } from '../../local/cases.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { readStack } from '../../local/stack.ts';
import { quiet, travel } from '../../local/time-machine.ts';
import {
  endsFor,
  executionOf,
  type Returns,
  returnsAt,
  type Sender,
  sender,
  serialOf,
  statesEntered,
} from './returns.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const days = (n: number) => n * 86_400_000;

let desk: Returns;
let nuria: Sender;

beforeAll(async () => {
  desk = await returnsAt(stack, 'microsmile');
  nuria = await sender(stack, 'microsmile', 'caminos');
});

/** A case with its label, of so many devices in one box. */
async function labelled(devices = 1, by = nuria) {
  const serials = Array.from({ length: devices }, serialOf);
  const [serial = '', ...more] = serials;
  const { body } = await by.asks({ serial, ...(more.length > 0 && { more }) });
  const found = await by.sees(body.id);
  expect(found.state).toBe('label-sent');
  return { id: body.id, serials, serial, tracking: found.tracking };
}

type Labelled = Awaited<ReturnType<typeof labelled>>;

/** Brings a case to a state as people would. */
const to: Record<string, (found: Labelled) => Promise<unknown>> = {
  'label-sent': async () => {},
  expired: async () => travel(stack, days(31)),
  'in-transit': ({ tracking }) => desk.carrierSays(tracking, 'in-transit'),
  lost: async (found) => {
    await to['in-transit']?.(found);
    await travel(stack, days(22));
  },
  received: ({ id }) => desk.receive(id),
  inspected: ({ id, serial }) => desk.count(id, [serial]),
  'in-review': ({ id }) => desk.count(id, [serialOf()]),
};

/** The case is over as it should, its execution has ended, and its devices may come another time. */
async function endsAs(id: string, result: string, by = nuria): Promise<void> {
  const { state, result: met, next } = await by.sees(id);
  expect([state, met, next.who]).toEqual(['closed', result, 'nobody']);
  await endsFor(stack, id);
}

const attentionTo = async (id: string) => (await desk.listed()).find((each) => each.id === id)?.attention;

describe('called off', () => {
  it('in the moment it was asked for: it is over, whether or not the label was made', async () => {
    const { body } = await nuria.asks({ serial: serialOf() });
    expect((await nuria.cancels(body.id)).status).toBe(200);
    await endsAs(body.id, 'cancelled');
  });

  it.each(['label-sent', 'expired'])('when it is %s: it is over', async (state) => {
    const found = await labelled();
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    expect((await nuria.cancels(found.id)).status).toBe(200);
    expect((await nuria.cancels(found.id)).status).toBe(200);
    await endsAs(found.id, 'cancelled');
  });

  it.each(['in-transit', 'lost'])('when it is %s: it comes, and goes back to its owner', async (state) => {
    const found = await labelled();
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    await nuria.cancels(found.id);
    expect((await nuria.sees(found.id)).next.by).toBeDefined();
    expect((await desk.receive(found.id)).status).toBe(200);
    expect((await nuria.sees(found.id)).next.text).toBe('Te lo enviamos de vuelta');
    expect(await attentionTo(found.id)).toBe('return');
    expect((await desk.count(found.id, [found.serial])).body.code).toBe('case-cancelled');
    expect((await desk.receive(found.id, 'returned')).status).toBe(200);
    await endsAs(found.id, 'cancelled');
  });

  it('under way, and it never comes: it is over when it can turn up no more', async () => {
    const found = await labelled();
    await to['in-transit']?.(found);
    await nuria.cancels(found.id);
    await travel(stack, days(22));
    expect((await nuria.sees(found.id)).state).toBe('cancelled');
    await travel(stack, days(31));
    await endsAs(found.id, 'cancelled');
  });

  it.each(['received', 'inspected', 'in-review'])('when it is %s: it goes back', async (state) => {
    const found = await labelled();
    await to[state]?.(found);
    expect((await nuria.sees(found.id)).state).toBe(state);
    expect((await desk.calledOff(found.id)).status).toBe(200);
    expect((await desk.decide(found.id, 'recycled')).body.code).toBe('case-cancelled');
    await nuria.sees(found.id);
    expect((await desk.receive(found.id, 'returned')).status).toBe(200);
    await endsAs(found.id, 'cancelled');
  });

  it.each(['recycled', 'refurbished', 'rejected'])('once it was %s: refused, and nothing changes', async (outcome) => {
    const found = await labelled();
    await desk.count(found.id, [found.serial]);
    await desk.decide(found.id, outcome);
    expect((await nuria.cancels(found.id)).body.code).toBe('too-late-to-cancel');
    if (outcome === 'rejected') await desk.receive(found.id, 'returned');
    await endsAs(found.id, outcome);
    expect((await nuria.cancels(found.id)).body.code).toBe('too-late-to-cancel');
  });
});

describe('a label', () => {
  const about = async (who: Sender) => (await who.mails()).map(({ subject }) => subject.replace(/\d.*/, '…'));

  it('is called to mind 10 and 3 days before its end, expires, and the case is over a month later', async () => {
    const olga = await sender(stack, 'microsmile', 'caduca');
    const { id, serial } = await labelled(1, olga);
    await travel(stack, days(19));
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(0);
    await travel(stack, days(2));
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(1);
    await travel(stack, days(8));
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(2);
    await travel(stack, days(3));
    const { state, next } = await olga.sees(id);
    expect([state, next.who]).toEqual(['expired', 'you']);
    expect((await about(olga))[0]).toBe('Tu etiqueta ha caducado');
    expect((await olga.extends(id)).body.code).toBe('nothing-to-extend');
    await travel(stack, days(31));
    await endsAs(id, 'expired', olga);
    expect((await olga.asks({ serial })).status).toBe(201);
  });

  it('is good for two weeks more, once', async () => {
    const olga = await sender(stack, 'microsmile', 'amplia');
    const { id } = await labelled(1, olga);
    const ends = async () => (await olga.sees(id)).next.by as string;
    const before = await ends();
    const key = randomUUID();
    const ask = (key: string) =>
      olga.me.send<{ code: string }>('POST', `/api/recycling/cases/${id}/extension`, undefined, key);
    expect((await ask(key)).status).toBe(200);
    expect((await ask(key)).status).toBe(200);
    expect((await ask(randomUUID())).body.code).toBe('extended-already');
    expect(Math.round((Date.parse(await ends()) - Date.parse(before)) / days(1))).toBe(14);
    await travel(stack, days(32));
    expect((await olga.sees(id)).state).toBe('label-sent');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(0);
    await travel(stack, days(4));
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(1);
    await travel(stack, days(10));
    expect((await olga.sees(id)).state).toBe('expired');
    await olga.cancels(id);
    await endsAs(id, 'cancelled', olga);
  });
});

describe('a parcel', () => {
  it('that was handed in too late goes on when it is seen: by the carrier, or only in the warehouse', async () => {
    const [seen, unseen] = [await labelled(), await labelled()];
    await travel(stack, days(31));
    expect((await nuria.sees(seen.id)).state).toBe('expired');
    await desk.carrierSays(seen.tracking, 'in-transit');
    expect((await nuria.sees(seen.id)).state).toBe('in-transit');
    for (const { id, serial } of [seen, unseen]) {
      expect((await desk.receive(id)).status).toBe(200);
      await desk.count(id, [serial]);
      await desk.decide(id, 'recycled');
      await endsAs(id, 'recycled');
    }
  });

  it('that is three weeks under way is lost, and says so; if it turns up it goes on', async () => {
    const found = await labelled();
    await to.lost?.(found);
    const { state, next } = await nuria.sees(found.id);
    expect([state, next.text, next.by !== undefined]).toEqual(['lost', 'Buscamos el paquete', true]);
    expect(await attentionTo(found.id)).toBe('lost');
    await desk.carrierSays(found.tracking, 'in-transit');
    expect((await nuria.sees(found.id)).state).toBe('in-transit');
    expect(await attentionTo(found.id)).toBeUndefined();
    await travel(stack, days(22));
    expect((await nuria.sees(found.id)).state).toBe('lost');
    await desk.receive(found.id);
    await desk.count(found.id, [found.serial]);
    await desk.decide(found.id, 'refurbished');
    await endsAs(found.id, 'refurbished');
  });

  it('that the carrier lost, for good, is given up after a month; what comes then stands aside', async () => {
    const found = await labelled();
    await desk.carrierSays(found.tracking, 'in-transit');
    await desk.carrierSays(found.tracking, 'lost');
    expect((await nuria.sees(found.id)).state).toBe('lost');
    await travel(stack, days(31));
    await endsAs(found.id, 'lost');
    const { body } = await desk.scan(found.tracking as string);
    expect(body).toMatchObject({ known: false, caseId: found.id });
  });

  it('that nobody knows stands aside under one name, until somebody says what became of it', async () => {
    const code = `?-${randomUUID()}`;
    const first = await desk.scan(code);
    expect(first.body).toMatchObject({ known: false, parcelId: expect.stringMatching(/^p-/) });
    expect((await desk.scan(code)).body).toEqual(first.body);
    const listed = async () => (await desk.strays()).some((parcel) => parcel.code === code);
    expect(await listed()).toBe(true);
    const path = `/api/staff/recycling/parcels/${first.body.parcelId}/settle`;
    expect((await desk.warehouse.send('POST', path, { settled: 'returned' }, null)).status).toBe(204);
    expect(await listed()).toBe(false);
    expect((await desk.warehouse.send('POST', path, { settled: 'returned' }, null)).status).toBe(204);
    expect((await desk.scan(code)).body).toEqual(first.body);
    expect(await listed()).toBe(true);
    expect((await desk.scan(`vuelta:keyphone:k-${'A'.repeat(22)}`)).body.known).toBe(false);
  });

  it('that nobody looks at in time is listed for somebody to see to', async () => {
    const { id, serial } = await labelled();
    await desk.receive(id);
    await travel(stack, days(8));
    expect(await attentionTo(id)).toBe('overdue');
    await desk.count(id, [serial]);
    await desk.decide(id, 'refurbished');
    await endsAs(id, 'refurbished');
    expect(await attentionTo(id)).toBeUndefined();
  });
});

describe('the carrier', () => {
  it('is heard once: its news comes doubled, late and out of order, and nobody else’s counts', async () => {
    const found = await labelled();
    const now = Date.parse((await nuria.sees(found.id)).steps[0]?.at as string);
    // Its clock is an hour ahead.
    const news = { id: randomUUID(), at: new Date(now + 3_600_000).toISOString() };
    const first = await desk.carrierSays(found.tracking, 'in-transit', news);
    expect(first).toEqual({ status: 200, body: { known: true } });
    expect(await desk.carrierSays(found.tracking, 'in-transit', news)).toEqual(first);
    expect((await desk.carrierSays(found.tracking, 'lost', news)).body.code).toBe('idempotency-key-reused');
    await desk.carrierSays(found.tracking, 'lost', { at: new Date(now).toISOString() });
    expect((await nuria.sees(found.id)).state).toBe('in-transit');
    expect((await desk.carrierSays('VU0000', 'in-transit')).body).toEqual({ known: false });
    const forged = await desk.carrier.send<{ code: string }>('POST', '/api/open/recycling/carrier', {
      ...news,
      tracking: found.tracking,
      status: 'lost',
    });
    expect([forged.status, forged.body.code]).toEqual([401, 'bad-signature']);
    await nuria.cancels(found.id);
    await desk.receive(found.id);
    await desk.receive(found.id, 'returned');
    await endsAs(found.id, 'cancelled');
  });
});

describe('the warehouse', () => {
  it('scans twice, in any order, and sends again what was not answered: each thing happens once', async () => {
    const found = await labelled();
    expect((await desk.scan(found.serial)).body).toMatchObject({ known: true, caseId: found.id });
    expect((await desk.scan(found.serial)).body).toMatchObject({ known: true, caseId: found.id, state: 'received' });
    await desk.carrierSays(found.tracking, 'in-transit');
    const [one, other] = await Promise.all([1, 2].map(() => desk.count(found.id, [found.serial])));
    expect([one?.status, other?.status]).toEqual([200, 200]);
    expect((await desk.count(found.id, [found.serial])).status).toBe(200);
    expect((await desk.count(found.id, [], 1)).body.code).toBe('receipt-differs');
    await desk.decide(found.id, 'recycled');
    expect((await desk.decide(found.id, 'recycled')).status).toBe(200);
    expect((await desk.decide(found.id, 'rejected')).body.code).toBe('outcome-taken');
    await endsAs(found.id, 'recycled');
    expect((await desk.scan(found.tracking as string)).body).toMatchObject({ known: false, state: 'closed' });
    const { steps } = await nuria.sees(found.id);
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
  });

  it('counts before anybody scanned, and is told what is wrong with a count', async () => {
    const { id, serial } = await labelled();
    const body = { good: 2, damaged: 0, missing: 0, serials: [serial] };
    const wrong = await desk.warehouse.send<{ code: string }>('POST', `/api/staff/recycling/cases/${id}/receipt`, body);
    expect(wrong.body.code).toBe('receipt-inconsistent');
    expect((await desk.decide(id, 'recycled')).body.code).toBe('not-inspected');
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await endsAs(id, 'recycled');
  });

  it('finds the parcel in the house before the machine of the case so much as waits for it', async () => {
    const serial = serialOf();
    const { body } = await nuria.asks({ serial });
    const [received, counted, decided] = [
      await desk.receive(body.id),
      await desk.count(body.id, [serial]),
      await desk.decide(body.id, 'recycled'),
    ];
    expect([received.status, counted.status, decided.status]).toEqual([200, 200, 200]);
    await endsAs(body.id, 'recycled');
  });

  it('finds several devices in one box: good, damaged and one that is missing, which may come another time', async () => {
    const { id, serials } = await labelled(3);
    const [first = '', second = '', third = ''] = serials;
    expect((await desk.scan(third)).body.caseId).toBe(id);
    expect((await desk.count(id, [second, first], 1, 1)).status).toBe(200);
    expect((await nuria.sees(id)).state).toBe('inspected');
    await desk.decide(id, 'recycled');
    await endsAs(id, 'recycled');
    const { body } = await nuria.me.get<{ entries: { type: string; text: string }[] }>('/api/customers/me/timeline');
    expect(body.entries.map(({ text }) => text)).toContain(
      `Se recicló lo que devolviste en el caso ${id}: ${[first, second].sort().join(', ')}`,
    );
    expect((await nuria.asks({ serial: third })).status).toBe(201);
  });

  it('finds another device in it: an agent decides, and it goes back', async () => {
    const { id } = await labelled();
    await desk.count(id, [serialOf()]);
    const { state, next } = await nuria.sees(id);
    expect([state, next.who, next.by !== undefined]).toEqual(['in-review', 'us', true]);
    expect(await attentionTo(id)).toBe('differs');
    expect((await desk.decide(id, 'recycled')).body.code).toBe('in-review');
    expect((await desk.review(id, 'reject')).status).toBe(200);
    expect((await desk.review(id, 'reject')).status).toBe(200);
    expect((await nuria.sees(id)).next.text).toBe('Te lo enviamos de vuelta');
    await desk.receive(id, 'returned');
    await endsAs(id, 'rejected');
  });

  it('finds another device in it: an agent takes it as it came', async () => {
    const { id } = await labelled();
    const other = serialOf();
    await desk.count(id, [other]);
    await nuria.sees(id);
    expect((await desk.review(id, 'accept')).status).toBe(200);
    await nuria.sees(id);
    expect((await desk.decide(id, 'recycled')).status).toBe(200);
    await endsAs(id, 'recycled');
  });

  it('finds nothing in it: an agent says no, and there is nothing to send back', async () => {
    const { id } = await labelled();
    await desk.count(id, [], 1);
    expect((await nuria.sees(id)).state).toBe('in-review');
    await desk.review(id, 'reject');
    await endsAs(id, 'rejected');
  });
});

describe('a case', () => {
  it('is not opened twice for one device, and not with another’s', async () => {
    const serial = serialOf();
    const key = randomUUID();
    const first = await nuria.asks({ serial }, key);
    expect((await nuria.asks({ serial }, key)).body.id).toBe(first.body.id);
    expect((await nuria.asks({ serial })).body.code).toBe('case-open');
    expect((await nuria.asks({ serial: serialOf(), reason: 'no-such' })).body.code).toBe('reason-unknown');
    const brush = stack.devices.find(({ brand }) => brand === 'microsmile');
    expect((await nuria.asks({ serial: brush?.serial ?? '' })).status).toBe(404);
    await nuria.cancels(first.body.id);
    await endsAs(first.body.id, 'cancelled');
  });

  it('goes on where its execution was stopped by hand: another takes over, and nothing is done twice', async () => {
    const found = await labelled();
    await stepFunctionsOf(stack).send(new StopExecutionCommand({ executionArn: executionOf(stack, found.id) }));
    await desk.count(found.id, [found.serial]);
    await desk.decide(found.id, 'recycled');
    await travel(stack, days(1));
    await endsAs(found.id, 'recycled');
    const { steps } = await nuria.sees(found.id);
    expect(steps.filter(({ name }) => name === 'label-sent')).toHaveLength(1);
  });

  describe('under way while another definition is deployed', () => {
    let before: string;
    beforeAll(async () => {
      const asked = new DescribeStateMachineCommand({ stateMachineArn: stack.stateMachine });
      before = (await stepFunctionsOf(stack).send(asked)).definition as string;
    });
    afterAll(() => redefine(before));
    const redefine = (definition: string) =>
      stepFunctionsOf(stack).send(new UpdateStateMachineCommand({ stateMachineArn: stack.stateMachine, definition }));

    it('ends by the one it began with, and the next one goes by the new', async () => {
      const old = await labelled();
      const after = JSON.parse(before);
      after.States.Greet = { Type: 'Pass', Next: after.StartAt };
      after.StartAt = 'Greet';
      after.States.Close.Comment = 'of the new definition';
      await redefine(JSON.stringify(after));
      const young = await labelled();
      for (const { id, serial } of [old, young]) {
        await desk.count(id, [serial]);
        await desk.decide(id, 'recycled');
        await endsAs(id, 'recycled');
      }
      const [ofOld, ofYoung] = [await statesEntered(stack, old.id), await statesEntered(stack, young.id)];
      expect([ofOld.includes('Greet'), ofYoung.includes('Greet')]).toEqual([false, true]);
    });
  });

  it('leaves nothing behind that hangs: no execution runs whose case is closed', async () => {
    await quiet(stack);
    const open = new Set(
      (await nuria.me.get<{ cases: { id: string; state: string }[] }>('/api/recycling/cases')).body.cases
        .filter(({ state }) => state !== 'closed')
        .map(({ id }) => id),
    );
    const mine = (await runningCases(stack)).filter(({ brand }) => brand === 'microsmile');
    const strangers = mine.filter(({ caseId }) => !open.has(caseId));
    for (const { caseId } of strangers) {
      const { body } = await desk.agent.get<{ state: string }>(`/api/staff/recycling/cases/${caseId}`);
      expect(body.state).not.toBe('closed');
    }
  });
});
