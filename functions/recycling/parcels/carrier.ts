import type { Recycling } from '#brands/programmes.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Case } from '../cases/case.ts';

/** Somebody who carries parcels. Every call may be made again: the same case gets the same tracking number. */
export interface Carrier {
  /** The number under which the parcel travels. */
  book(parcel: Pick<Case, 'caseId'>): Promise<string>;
  /** The label is good no more. */
  void(tracking: string): Promise<void>;
}

/** Our own label, with a number that follows from the case. The carrier tells how it travels by the webhook. */
const ownLabel: Carrier = {
  book: async ({ caseId }) =>
    `VU${Buffer.from(idFrom(caseId, 'tracking'), 'base64url').toString('hex').slice(0, 12).toUpperCase()}`,
  void: async () => {},
};

const carriers: { [Name in Recycling['carrier']]: Carrier } = { 'own-label': ownLabel };

export const carrierOf = ({ carrier }: Recycling): Carrier => carriers[carrier];
