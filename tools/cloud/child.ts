/**
 * A child process that cannot outlive us.
 *
 * A few lines of shell hold the program in a process group of its own, and the far end of a pipe from us. Once that pipe
 * closes, because we asked for it or because we died in whatever way (Ctrl-C, a crash, SIGKILL), the program gets SIGTERM
 * and, a second later, all that is left of the group gets SIGKILL. No signal handler of ours has to run for that.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const keeper = (patience: number) => `
  exec 2>&1
  "$@" </dev/null 3<&- & program=$!
  { cat <&3; kill $program; sleep ${patience}; kill -9 0; } >/dev/null 2>&1 &
  wait $program; code=$?
  trap '' TERM; kill 0; exit $code`;

export type Child = {
  /** The exit code, or null when it was killed. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
};

type Run = {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where all its output goes; ours if absent. */
  log?: string | undefined;
  /** Told each line of output too. */
  onLine?: ((line: string) => void) | undefined;
  /** For a program with children of its own to stop: how many seconds it has for that, instead of one. */
  patience?: number;
};

const running = new Set<Child>();

/** Stops every child of ours, whoever started it: for signals, which come when nobody has a hold of all of them. */
export const stopChildren = async (): Promise<void> => {
  await Promise.all([...running].map((child) => child.stop()));
};

export const startChild = (command: readonly string[], { cwd, env, log, onLine, patience = 1 }: Run): Child => {
  const file = log === undefined ? undefined : openSync(log, 'w');
  const spawned = spawn('sh', ['-c', keeper(patience), 'sh', ...command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', onLine ? 'pipe' : (file ?? 'inherit'), 'ignore', 'pipe'],
  });
  if (onLine) {
    createInterface({ input: spawned.stdout as Readable }).on('line', (line) => {
      if (file !== undefined) writeSync(file, `${line}\n`);
      onLine(line);
    });
  }
  const lifeline = spawned.stdio[3] as Readable;
  const child: Child = {
    ended: once(spawned, 'close').then(([code]) => {
      running.delete(child);
      if (file !== undefined) closeSync(file);
      return code as number | null;
    }),
    async stop() {
      lifeline.destroy();
      await child.ended;
    },
  };
  running.add(child);
  return child;
};
