import { customerConfirmationAsked } from '#events/customers/customer.confirmation-asked.ts';
import { customerConfirmed } from '#events/customers/customer.confirmed.ts';
import { mailedLinks } from '#layers/published/customers/mailed-links.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import type { Problem } from '#layers/runtime/problem.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import { linkOf } from '#layers/table/link.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { addressIn, addressPartition, claimIn, type Opened } from './addresses.ts';
import { mayAsk } from './asking-limit.ts';
import { endedSessions, endTurn, setPassword, takeTurn } from './password-turn.ts';
import { problem } from './problems.ts';
import { armSignIn, finishSignIn } from './sign-in.ts';
import { Password } from './values.ts';

/** What the link of a confirmation mail comes to. */
export type Followed =
  | { readonly state: 'unknown' }
  | {
      readonly state: 'good' | 'used' | 'taken' | 'expired';
      /** Whom it confirms: the account that was chosen, else the one that the link was mailed for. */
      readonly customerId: string;
      /** As it was typed in when the link's account was opened. */
      readonly email: string;
      /** Where what is known of the address lies. */
      readonly address: string;
      /** The accounts that were opened with the address, the first one first. */
      readonly opened: readonly Opened[];
    };

/** What the link of a token comes to as things stand, for the account that whoever follows it chose. It changes nothing. */
export async function followed(brand: string, token: string, account?: string): Promise<Followed> {
  const link = await linkOf(mailedLinks.confirmation, brand, token);
  const person = link && (await get<Person>(personKey(brand, link.subject)));
  if (link === undefined || person === undefined) return { state: 'unknown' };
  const { email } = person;
  const address = await addressPartition(brand, email);
  const { owner, opened } = await addressIn(address);
  const customerId = chosen(opened, account) ?? person.customerId;
  const open = link.isOver ? 'expired' : 'good';
  const state = owner === undefined ? open : owner === customerId ? 'used' : 'taken';
  return { state, customerId, email, address, opened };
}

const chosen = (opened: readonly Opened[], account: string | undefined): string | undefined =>
  opened.find(({ customerId }) => customerId === account)?.customerId;

/** Why a link does not confirm its address. */
export const refusedLink = (state: 'unknown' | 'taken' | 'expired'): Problem =>
  problem(state === 'taken' ? 'email-taken' : `link-${state}`);

/**
 * Confirms the address that a link was mailed to, by the password with which its owner signs in from then on. The one given at
 * registration is void, for whoever chose it may be a stranger. Where several accounts were opened with the address, its owner says
 * which is theirs: throws `account-unchosen` until they do. Confirming again changes nothing.
 */
export async function confirm(
  origin: Origin,
  token: string,
  { password, account }: { readonly password: string; readonly account?: string },
): Promise<void> {
  const link = await followed(origin.brand, token, account);
  if (link.state !== 'good' && link.state !== 'used') throw refusedLink(link.state);
  if (link.state === 'good') {
    if (link.opened.length > 1 && chosen(link.opened, account) === undefined) throw problem('account-unchosen');
    if (!Password.safeParse(password).success) throw problem('weak-password');
    await takeAddress(origin, link, token, password);
  }
  await finishSignIn(origin, link);
}

/** By turns at the address, whichever of its accounts is chosen: so one that does not get it keeps its password. */
async function takeAddress(
  origin: Origin,
  { customerId, address }: Exclude<Followed, { state: 'unknown' }>,
  token: string,
  password: string,
): Promise<void> {
  const turn = await takeTurn(origin, claimIn(address), {
    when: { absent: ['customerId'] },
    orElse: (stored) => (stored?.customerId === undefined ? undefined : problem('email-taken')),
  });
  // Before the address is theirs: where this is cut off, the link is as good as before.
  await setPassword(origin, turn, customerId, password);
  await commit(origin, {
    events: [
      say(customerConfirmed, {
        about: customerId,
        effect: `mail:${idFrom(token)}`,
        data: { customerId, channel: 'mail' },
      }),
    ],
    changes: [
      endTurn(turn, { customerId }),
      update(personKey(origin.brand, customerId), {
        set: { emailConfirmed: true, ...endedSessions() },
        when: { exists: ['pk'] },
      }),
      armSignIn(origin, customerId),
    ],
  });
}

/**
 * Asks for a new link, by an earlier one or by the address. Whether anybody has registered with it, and whether it is confirmed,
 * cannot be told by what comes back. Throws `asked-too-often`.
 */
export async function askAnew(
  origin: Origin,
  network: string,
  asked: { readonly link: string } | { readonly email: string },
): Promise<void> {
  const { brand } = origin;
  const whose = 'link' in asked ? await whoseLink(brand, asked.link) : await whoseAddress(brand, asked.email);
  await commit(origin, {
    events:
      whose.customerId === undefined
        ? []
        : [
            say(customerConfirmationAsked, {
              about: whose.customerId,
              effect: 'confirmation',
              data: { customerId: whose.customerId, by: 'link' in asked ? 'link' : 'address' },
            }),
          ],
    changes: await mayAsk(brand, network, whose.address),
  });
}

interface Whose {
  /** Who has yet to confirm. */
  readonly customerId?: string;
  /** The address as it was typed in, by which asking for it is counted. */
  readonly address?: string;
}

async function whoseLink(brand: string, token: string): Promise<Whose> {
  const link = await followed(brand, token);
  return link.state === 'good' || link.state === 'expired' ? { customerId: link.customerId } : {};
}

async function whoseAddress(brand: string, email: string): Promise<Whose> {
  const address = await addressPartition(brand, email);
  const { owner, opened } = await addressIn(address);
  return { address, customerId: owner === undefined ? opened[0]?.customerId : undefined };
}
