import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks at the terminal. */
export const ask = (question: string): Promise<string> => answerTo(question, process.stdout);

/** Asks at the terminal for what nobody may read over a shoulder: what is typed does not show. */
export async function askHidden(question: string): Promise<string> {
  process.stdout.write(question);
  const answer = await answerTo('', new Writable({ write: (_chunk, _encoding, done) => done() }));
  process.stdout.write('\n');
  return answer;
}

async function answerTo(question: string, output: NodeJS.WritableStream): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
