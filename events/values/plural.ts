/** The word that agrees with a number: one of something, or any other number of them. Spanish, Catalan and English alike. */
export const plural = (count: number, one: string, other: string): string => (Math.abs(count) === 1 ? one : other);
