/** What a member reads of their points, as the stories ask for it. */
import type { Person } from '../../tools/cloud/stack.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly points: number;
  readonly balance: number;
  readonly state: string;
  readonly title: string;
  readonly activatesOn?: string;
  readonly expiresOn?: string;
  readonly about: Readonly<Record<string, string>>;
}

export interface Link {
  readonly type: string;
  readonly id: string;
  readonly text: string;
}

export async function balance(me: Visitor): Promise<{ active: number; pending: number }> {
  const { active, pending } = (await me.get<{ active: number; pending: number }>('/api/points/balance')).body;
  return { active, pending };
}

export const active = async (me: Visitor): Promise<number> => (await balance(me)).active;

/** The newest first. */
export const entries = async (me: Visitor): Promise<Entry[]> =>
  (await me.get<{ entries: Entry[] }>('/api/points/entries')).body.entries;

/** The chain that explains an entry. */
export const why = async (me: Visitor, { id }: Entry): Promise<Link[]> =>
  (await me.get<{ chain: Link[] }>(`/api/points/entries/${id}/why`)).body.chain;

export const redeem = (me: Visitor, rewardId: string, key?: string) =>
  me.send<{ id: string; reference: string; points: number; state: string; code: string }>(
    'POST',
    '/api/points/redemptions',
    { rewardId },
    key,
  );

/** The number of a card that nobody else has. */
export const cardOf = ({ customerId }: Person): string =>
  [...customerId]
    .map((letter) => letter.charCodeAt(0) % 10)
    .slice(-15)
    .join('');
