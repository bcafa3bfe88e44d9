import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const local = join(import.meta.dirname, '../../tools/cloud');
let folder: string;
let started: ReturnType<typeof program>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vuelta-stopping-'));
});

afterEach(() => {
  started.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A program that waits for ever for a child, which says that it is there, and fails where the child ends. */
function program(child: string) {
  const file = join(folder, 'program.ts');
  writeFileSync(
    file,
    `import { rmSync, writeFileSync } from 'node:fs';
    import { startChild } from ${JSON.stringify(join(local, 'child.ts'))};
    import { stoppable } from ${JSON.stringify(join(local, 'stoppable.ts'))};
    writeFileSync(${JSON.stringify(join(folder, 'handle'))}, '');
    await stoppable(
      async () => {
        const command = ['sh', '-c', ${JSON.stringify(child)}];
        await startChild(command, { cwd: ${JSON.stringify(folder)}, env: process.env }).ended;
        throw new Error('the child is gone');
      },
      () => rmSync(${JSON.stringify(join(folder, 'handle'))}),
    );`,
  );
  return spawn('node', [file], { stdio: ['ignore', 'pipe', 'pipe'] });
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, code) => {
  it.each([
    ['that ends when it is told to', 'echo here; tail -f /dev/null'],
    ['that does not listen', 'trap "" TERM; echo here; tail -f /dev/null'],
  ])(
    'ends a program that waits, and its child %s; what it laid down is gone, and it says nothing',
    async (_, child) => {
      started = program(child);
      const ended = once(started, 'close'); // of all who could write to its output, so of its child too
      const said: string[] = [];
      createInterface({ input: started.stderr }).on('line', (line) => said.push(line));
      await once(createInterface({ input: started.stdout }), 'line');
      started.kill(signal);
      started.kill(signal); // npm passes on what the terminal gave us already
      expect((await ended)[0]).toBe(code);
      expect(existsSync(join(folder, 'handle'))).toBe(false);
      expect(said).toEqual([]);
    },
  );
});
