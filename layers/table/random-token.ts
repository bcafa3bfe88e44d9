/** A text that nobody can guess, of so many random bytes, in base64url. */
export const randomToken = (bytes: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url');
