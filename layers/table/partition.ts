declare const isPublished: unique symbol;

/**
 * A pattern of the keys of partitions that their owner lets others read, or add to. Only what stands in `layers/published` makes
 * one, so that a contract cannot ask for what nobody published.
 */
export type Partition = string & { readonly [isPublished]: true };

/** Publishes the partitions of a pattern, such as `customers#*#person#*`. */
export const published = (pattern: string): Partition => pattern as Partition;
