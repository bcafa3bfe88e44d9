import { type Change, create, remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { arm, armAnew, disarm, rearm, Timer, timerOf } from '#layers/table/timer.ts';
import { later, minutes, now } from '#layers/time/clock.ts';
import { sweep } from '../../../functions/timers/sweep.ts';
import { receive } from './queue-calls.ts';
import { type Case, eventually, refusal, type Side } from './side.ts';

let last: Promise<unknown> = Promise.resolve();

/** Runs one after another what is given. Cases share a side's table, so that each one's sweep sends what any of them has armed. */
function alone<Result>(act: () => Promise<Result>): Promise<Result> {
  const result = last.then(act);
  last = result.catch(() => {});
  return result;
}

/** The product's own timers and sweeper over a side's table, for a capability that nobody else is. */
async function timers(side: Side) {
  const { url } = await side.queue();
  const owner = side.fresh('owner');
  const queues = JSON.parse(process.env.TIMER_QUEUES ?? '{}') as Record<string, string>;
  Object.assign(process.env, {
    ...{ TABLE: side.table, BULK_OWNERS: owner },
    TIMER_QUEUES: JSON.stringify({ ...queues, [owner]: url }),
  });
  const self = { brand: 'retorno', owner };
  const of = (kind: string, by: number) => ({
    ...{ subject: 'account#1', kind, class: 'deadline' as const },
    dueAt: later(now(), minutes(by)),
  });
  const cause = () => ({ id: side.fresh('cause'), subject: 'account#1', time: now() });
  const actor = { id: owner, role: 'system' as const };
  const sweepAll = () => alone(sweep);
  const kinds: string[] = [];
  const collect = async () => {
    for (const { Body = '' } of await receive(side, url)) kinds.push(Timer.parse(JSON.parse(Body)).kind);
    return kinds;
  };
  return {
    self,
    of,
    commits: (...changes: Change[]) => commit({ ...self, cause: cause(), actor, hash: 'h' }, { changes }),
    /** Sweeps until so many timers have been sent, and once more: the kinds of all that were. */
    async swept(wanted: number): Promise<string[]> {
      await eventually(
        side,
        async () => {
          await sweepAll();
          return collect();
        },
        ({ length }) => length >= wanted,
      );
      await sweepAll();
      return (await collect()).toSorted();
    },
  };
}

export const timerCases: readonly Case[] = [
  {
    name: 'what is due is swept, once, and what is not yet due is not',
    async act(side) {
      const { self, of, commits, swept } = await timers(side);
      await commits(arm(self, of('due', -2)), arm(self, of('due too', -1)), arm(self, of('later', 5)));
      return swept(2);
    },
    gives: ['due', 'due too'],
  },
  {
    name: 'of several that sweep at once, one sends it',
    async act(side) {
      const { self, of, commits, swept } = await timers(side);
      await commits(arm(self, of('due', -1)));
      await alone(() => Promise.all([sweep(), sweep(), sweep()]));
      return swept(1);
    },
    gives: ['due'],
  },
  {
    name: 'what is not armed with the state it belongs to, as that failed, is never swept',
    async act(side) {
      const { self, of, commits, swept } = await timers(side);
      const gone = remove({ pk: side.fresh('nothing'), sk: 'a' }, { when: { exists: ['pk'] } });
      const answer = await refusal(commits(arm(self, of('due', -1)), gone));
      await commits(arm(self, of('last', -1)), create({ pk: side.fresh('state'), sk: 'a' }));
      return [answer, await swept(1)];
    },
    gives: ['ConditionFailed', ['last']],
  },
  {
    name: 'what was disarmed is not swept',
    async act(side) {
      const { self, of, commits, swept } = await timers(side);
      const due = of('due', -1);
      await alone(async () => {
        await commits(arm(self, due));
        await commits(disarm(timerOf(self, due)));
      });
      await commits(arm(self, of('last', -1)));
      return swept(1);
    },
    gives: ['last'],
  },
  {
    name: 'what is armed anew is swept at its new instant only',
    async act(side) {
      const { self, of, commits, swept } = await timers(side);
      await alone(async () => {
        await commits(arm(self, of('moved on', -1)), arm(self, of('moved here', 5)));
        await commits(armAnew(self, of('moved on', 5)), armAnew(self, of('moved here', -1)));
      });
      return swept(1);
    },
    gives: ['moved here'],
  },
  {
    name: 'what is armed already is not armed again',
    async act(side) {
      const { self, of, commits } = await timers(side);
      await commits(arm(self, of('later', 5)));
      return refusal(commits(arm(self, of('later', 6))));
    },
    gives: 'ConditionFailed',
  },
  {
    name: 'what was armed for another instant meanwhile is neither disarmed nor rearmed',
    async act(side) {
      const { self, of, commits } = await timers(side);
      const before = timerOf(self, of('later', 5));
      await commits(arm(self, of('later', 6)));
      return [await refusal(commits(disarm(before))), await refusal(commits(rearm(before, now())))];
    },
    gives: ['Overtaken', 'Overtaken'],
  },
];
