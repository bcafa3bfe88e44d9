import { userInfo } from 'node:os';
import { programmes } from '#brands/programmes.ts';
import { create, type Key } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { get, query } from '#layers/table/read.ts';
import { now } from '#layers/time/clock.ts';
import { brandOf } from '../../functions/admins/letters.ts';
import type { Names } from '../../infra/names.ts';
import type { DeadLetter } from './dead-letter.ts';

/** A dead letter that an operator put away for good, and why. Its body is not kept: it may hold what is personal. */
export interface Settled {
  readonly id: string;
  readonly queue: string;
  readonly code: string;
  /** What it was: the id of an event, a device's topic or a timer's key; undefined where it does not say. */
  readonly about?: string;
  readonly because: string;
  readonly by: string;
  readonly at: string;
}

/** Whose a letter is that names no brand. */
const nobody = 'none';

const keyOf = ({ id, body }: Pick<DeadLetter, 'id' | 'body'>): Key => ({
  pk: `admins#${brandOf(body) ?? nobody}#settled`,
  sk: id,
});

/** Writes down who settled a letter, when and why. Where it was written down before, the first reason stays; gives what stands. */
export async function writeDown(letter: DeadLetter, because: string): Promise<Settled | undefined> {
  const { id, queue, code, body } = letter;
  const settled = { id, queue, code, about: aboutOf(body), because, by: userInfo().username, at: now() };
  const key = keyOf(letter);
  const written = await commitIf(byHand(brandOf(body), settled), create({ ...key, ...settled }));
  return written === undefined ? await get<Settled>(key) : settled;
}

/** Whether a letter was settled: SQS may hand out once more what was taken away. */
export const isSettled = async (letter: DeadLetter): Promise<boolean> => (await get(keyOf(letter))) !== undefined;

/** What was settled, of one capability or of all; oldest first. */
export async function settledLetters(names: Names, capability = ''): Promise<Settled[]> {
  const brands = [...Object.keys(programmes), nobody];
  const found = (await Promise.all(brands.map((brand) => query<Settled>(`admins#${brand}#settled`)))).flat();
  return found
    .filter(({ queue }) => queue.startsWith(names.queueName(capability)))
    .sort((a, b) => a.at.localeCompare(b.at));
}

function aboutOf(body: string): string | undefined {
  try {
    const { topic, detail, pk } = JSON.parse(body) as { topic?: string; detail?: { id?: string }; pk?: string };
    return detail?.id ?? topic ?? pk;
  } catch {
    return undefined;
  }
}

const byHand = (brand = nobody, { id, at, by }: Settled) => ({
  brand,
  owner: 'admins',
  cause: { id, subject: `letter#${id}`, time: at },
  hash: hashOf('settle'),
  actor: { id: by, role: 'system' as const },
});
