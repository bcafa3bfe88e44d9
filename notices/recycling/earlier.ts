import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseInTransit } from '#events/recycling/case.in-transit.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { ends } from '../notice.ts';

/** What makes any letter about a label useless, though no letter tells its reader: they called the return off, or handed the parcel in. */
export const labelIsDone = ends(caseCancelled, caseInTransit, caseReceived);

/** Letters about a label. Once its parcel is here, or its return is over, nobody needs them any more. */
export const aboutLabel = ['case-label', 'case-extended', 'case-expiring', 'case-expired'] as const;

/** Letters that are no longer true once somebody learns how a case ended for what came. */
export const beforeOutcome = [...aboutLabel, 'case-received', 'case-lost'] as const;
