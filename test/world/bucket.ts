import type { DeleteObjectCommandInput, GetObjectCommandInput, ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { named } from './service-error.ts';

/** So many keys are told in one answer. */
const mostKeys = 1_000;

/** A bucket of S3, whose keys are listed in the order of their bytes. */
export class Bucket {
  readonly #name: string;
  readonly #objects = new Map<string, string>();

  constructor(name: string) {
    this.#name = name;
  }

  /** What it answers, by the name of the SDK's command. */
  answers() {
    return {
      ListObjectsV2: this.list.bind(this),
      GetObject: this.get.bind(this),
      DeleteObject: this.remove.bind(this),
    };
  }

  get isEmpty(): boolean {
    return this.#objects.size === 0;
  }

  put(key: string, text: string): void {
    this.#objects.set(key, text);
  }

  list({ Bucket: name }: ListObjectsV2CommandInput): object {
    this.#isMine(name);
    const keys = [...this.#objects.keys()].sort();
    return { Contents: keys.slice(0, mostKeys).map((Key) => ({ Key })), IsTruncated: keys.length > mostKeys };
  }

  get({ Bucket: name, Key = '' }: GetObjectCommandInput): object {
    this.#isMine(name);
    const text = this.#objects.get(Key);
    if (text === undefined) throw named('NoSuchKey');
    return { Body: { transformToString: async () => text } };
  }

  remove({ Bucket: name, Key = '' }: DeleteObjectCommandInput): object {
    this.#isMine(name);
    this.#objects.delete(Key);
    return {};
  }

  #isMine(name: string | undefined): void {
    if (name !== this.#name) throw named('NoSuchBucket');
  }
}
