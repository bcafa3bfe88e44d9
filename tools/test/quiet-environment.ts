/**
 * Where tests run: Node as it is, but silent. What a test and the code under it write is kept until the test is over and
 * becomes part of its failure, or is thrown away if it passes, so that the output of a run is about what is wrong only.
 */
import { Console } from 'node:console';
import { TestEnvironment } from 'jest-environment-node';

type TestEvent = { readonly name: string; readonly test?: { readonly errors: unknown[] } };

/** So much of what a failed test wrote is shown, in characters: its end. */
const shownAtMost = 20_000;

const streams = [process.stdout, process.stderr];

export default class QuietEnvironment extends TestEnvironment {
  #written = '';
  #ran = false;
  readonly #restore: (() => void)[] = [];

  override async setup(): Promise<void> {
    await super.setup();
    for (const stream of streams) {
      const { write } = stream;
      stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
        this.#written += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
        const done = rest.at(-1);
        if (typeof done === 'function') done();
        return true;
      };
      this.#restore.push(() => {
        stream.write = write;
      });
    }
    this.global.console = new Console(process.stdout, process.stderr);
  }

  /** Adds to each failed test what was written since the test before it was over, hooks included. */
  handleTestEvent({ name, test }: TestEvent): void {
    if (name === 'run_finish') this.#ran = true;
    if (name !== 'test_done') return;
    if (test !== undefined && test.errors.length > 0 && this.#written !== '') {
      const logged = new Error('what it wrote');
      logged.stack = `What it wrote:\n\n${this.#written.slice(-shownAtMost)}`;
      test.errors.push(logged);
    }
    this.#written = '';
  }

  /** A file that could not be run has no test to show what it wrote with. */
  override async teardown(): Promise<void> {
    for (const restore of this.#restore.splice(0)) restore();
    if (!this.#ran) process.stderr.write(this.#written.slice(-shownAtMost));
    await super.teardown();
  }
}
