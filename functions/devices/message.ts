import * as z from 'zod';
import { personal } from '#events/values/personal.ts';
import { DeadLetter, quoted, whatIsWrong } from '#layers/runtime/dead-letter.ts';
import { parseJson } from '#layers/runtime/json.ts';
import type { Arrival } from '#layers/runtime/on-device.ts';
import { type Fingerprint, fingerprintOf } from '#layers/table/fingerprint.ts';
import type { Instant } from '#layers/time/clock.ts';
import { WrittenInstant } from '#layers/time/written-instant.ts';

/** What a device publishes. Repeated, it has the same `id`, `at`, `type` and `data`, and `sentAt` anew. */
export const DeviceMessage = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .describe('Unique per device, for ever'),
  at: WrittenInstant.describe('When it happened, by the device’s clock'),
  sentAt: WrittenInstant.describe('When it was published, by the same clock'),
  type: z.string().describe('As in the topic'),
  data: z.record(z.string(), z.unknown()),
});

/** One closed session, one item a container. Without a citizen there must be a receipt to claim it by. */
const Deposit = z
  .object({
    citizen: z
      .union([
        z.strictObject({ customerId: z.string().regex(/^c-[A-Za-z0-9_-]{1,64}$/) }),
        z.strictObject({ card: personal(z.string().regex(/^\d{8,19}$/)) }),
      ])
      .optional(),
    receipt: z
      .string()
      .regex(/^(?=(?:-*[A-Za-z0-9]){12})[A-Za-z0-9-]{12,64}$/, 'fewer than twelve letters and digits can be guessed')
      .describe('At least twelve letters and digits at random, new for each deposit; hyphens are for the eye')
      .optional(),
    items: z
      .array(
        z.object({
          material: z.string().regex(/^[a-z-]{1,32}$/),
          grams: z.int().min(0).max(50_000),
          gtin: z
            .string()
            .regex(/^\d{8,14}$/)
            .optional(),
        }),
      )
      .min(1)
      .max(1000),
  })
  .refine(({ citizen, receipt }) => citizen !== undefined || receipt !== undefined, 'neither a citizen nor a receipt');
export type Deposit = z.infer<typeof Deposit>;

/** The customer whom a message names; undefined where it names none. */
export function customerNamed({ content }: Message): string | undefined {
  const citizen = content.type === 'deposit' ? content.data.citizen : undefined;
  return citizen && 'customerId' in citizen ? citizen.customerId : undefined;
}

/** A card is held to a machine, which shows six digits of its own making, at random and anew each time. */
const CardShown = z.object({
  card: personal(z.string().regex(/^\d{8,19}$/)),
  code: z
    .string()
    .regex(/^\d{6}$/)
    .describe('What it shows to whoever holds the card'),
});
export type CardShown = z.infer<typeof CardShown>;

const Heartbeat = z.object({});

/** No sensor is finer, and a table keeps no number as small as JSON can write. */
const measured = (value: number): number => Math.round(value * 10_000) / 10_000;

const Status = z.object({
  fill: z.number().min(0).max(1).overwrite(measured).optional().describe('How full the bin is'),
  temperature: z.number().min(-60).max(120).overwrite(measured).optional().describe('°C'),
  firmware: z.string().max(64).optional(),
});

/** What each type of message carries. */
export const payloads = { deposit: Deposit, 'card-shown': CardShown, heartbeat: Heartbeat, status: Status };
export type MessageType = keyof typeof payloads;

/** A checked message: `at` and `sentAt` in UTC, and the fingerprint of what a repetition must have in common with it. */
export interface Message extends Fingerprint {
  readonly id: string;
  readonly at: Instant;
  readonly sentAt: Instant;
  readonly content: {
    [T in MessageType]: { readonly type: T; readonly data: z.infer<(typeof payloads)[T]> };
  }[MessageType];
}

/** Reads what arrived, by the stage's keys of such hashes; a `DeadLetter` says what is wrong with it. */
export function messageIn({ body, type: topicType }: Arrival, keys: readonly string[]): Message {
  const read = DeviceMessage.safeParse(json(body));
  if (!read.success) throw new DeadLetter('bad-body', whatIsWrong(read.error));
  const { id, at, sentAt, type, data } = read.data;
  if (type !== topicType)
    throw new DeadLetter('bad-body', `the type is ${quoted(type)}, the topic says ${quoted(topicType)}`);
  if (!Object.hasOwn(payloads, type))
    throw new DeadLetter('unknown-type', `no device message is of type ${quoted(type)}`);
  const payload = payloads[type as MessageType].safeParse(data);
  if (!payload.success) throw new DeadLetter('bad-body', whatIsWrong(payload.error));
  return {
    id,
    at,
    sentAt,
    ...fingerprintOf({ id, at, type, data }, keys),
    content: { type, data: payload.data } as Message['content'],
  };
}

function json(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    throw new DeadLetter('bad-body', 'the body is not well-formed JSON');
  }
}
