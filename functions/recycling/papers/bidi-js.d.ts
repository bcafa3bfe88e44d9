/* The types that bidi-js brings are those of another kind of module than Node finds. */
declare module 'bidi-js' {
  /** A level for each UTF-16 unit of a text: what stands in an odd one runs from right to left. */
  export interface Embedding {
    readonly levels: Uint8Array;
  }

  /** Unicode's bidirectional algorithm (UAX 9). */
  export default function bidiFactory(): {
    getEmbeddingLevels(text: string): Embedding;
    /** The units from `start` to `last`, which are on one line, from left to right as they are seen. */
    getReorderedIndices(text: string, embedding: Embedding, start: number, last: number): number[];
  };
}
