/** Letters about a label. Once its parcel is here, or its return is over, nobody needs them any more. */
export const aboutLabel = ['case-label', 'case-extended', 'case-expiring', 'case-expired'] as const;

/** Letters that are no longer true once somebody learns how a case ended for what came. */
export const beforeOutcome = [...aboutLabel, 'case-received', 'case-lost'] as const;
