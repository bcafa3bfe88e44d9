/* linebreak comes without types. */
declare module 'linebreak' {
  /** Where a text may be broken into lines, by Unicode's rules (UAX 14). */
  export default class LineBreaker {
    constructor(text: string);
    /** The next place, as an index into the text; null after its end. */
    nextBreak(): { readonly position: number } | null;
  }
}
