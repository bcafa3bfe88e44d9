/** Why staff add or take points. */
export const adjustmentReasons = ['goodwill', 'correction', 'transfer', 'card-given-back'] as const;
