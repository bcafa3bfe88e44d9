import { customerChanged } from '#events/customers/customer.changed.ts';
import { customerConfirmationAsked } from '#events/customers/customer.confirmation-asked.ts';
import { customerConfirmed } from '#events/customers/customer.confirmed.ts';
import { customerLinked } from '#events/customers/customer.linked.ts';
import { customerPasswordChanged } from '#events/customers/customer.password-changed.ts';
import { customerRecoveryAsked } from '#events/customers/customer.recovery-asked.ts';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { customerUnlinked } from '#events/customers/customer.unlinked.ts';
import { cardShown } from '#events/devices/card.shown.ts';
import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { deviceReleased } from '#events/devices/device.released.ts';
import { caseRequested } from '#events/recycling/case.requested.ts';
import { partition as mailedLinks } from '#layers/published/customers/mailed-links.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'customers',
  hears: [cardShown, deviceClaimed, deviceReleased, caseRequested],
  says: [
    customerChanged,
    customerRegistered,
    customerConfirmationAsked,
    customerConfirmed,
    customerRecoveryAsked,
    customerPasswordChanged,
    customerLinked,
    customerUnlinked,
  ],
  timers: { 'sign-in': 'deadline' },
  needs: {
    reads: [mailedLinks],
    secrets: { 'hash-key': ['api'] },
    registers: ['api'],
    calls: { cognito: ['api', 'on-timer'] },
  },
  personal: [
    { items: 'customers#*#person#*', exported: 'whole', erased: 'removed' },
    {
      items: 'customers#*#email#*',
      exported: { not: 'A keyed hash of an address that stands with the person' },
      erased: 'removed',
    },
    {
      items: 'customers#*#network#*',
      exported: { not: 'How often a hashed network asked for new links and registered people; it goes after two days' },
      erased: 'removed',
    },
    {
      items: 'customers#*#tries#*',
      exported: { not: 'How often they sent codes of cards; it goes after two days' },
      erased: 'removed',
    },
    { items: 'timer#customers#*', exported: { not: 'It says when something is due, not what' }, erased: 'removed' },
    { items: 'link#customers#*', exported: { not: 'A hash of a link that was mailed; it expires' }, erased: 'removed' },
    { items: 'customers#*#once#*', exported: { not: 'It repeats what a request was answered' }, erased: 'removed' },
  ],
} as const satisfies Contract;
