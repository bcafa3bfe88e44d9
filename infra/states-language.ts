import { defects, outageTries } from '#layers/runtime/retries.ts';
import { onTrouble, start, states } from '../functions/recycling/execution/machine.ts';

/** Where the machine finds what it needs: the function of its steps and the queue of its waits. */
export interface Workshop {
  readonly worker: string;
  readonly queue: string;
}

type Json = Record<string, unknown>;

/** The net behind what ends a wait: it looks at the facts again. An execution lives for a year. */
const lookAgain = { TimeoutSeconds: 30 * 86_400 };

/** A pause is any part of its full length, half of it on average: it takes twice as many to sit out the same outage. */
export const retriesInOutage = 2 * outageTries;

const retry = (MaxAttempts: number, errors: readonly string[] = ['States.ALL']) => ({
  ErrorEquals: errors,
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 300,
  MaxAttempts,
  JitterStrategy: 'FULL',
});

/** A defect of ours is soon an agent's to see; anything else may be an outage, which is sat out. */
const retriesOfWork = [retry(6, defects), retry(retriesInOutage)];

const setAside = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: onTrouble }];

const ids = { 'brand.$': '$.brand', 'caseId.$': '$.caseId' };

const choiceAfter = (name: string) => `${name}Done`;

/** The way of a case in the Amazon States Language: a task a state, and behind it a choice where it may end in several ways. */
export function caseDefinition(workshop: Workshop): Json {
  const found = Object.entries(states).flatMap(([name, { kind, leads }]) => {
    const ways = Object.entries<string>(leads);
    const [[, only] = []] = ways.length === 1 ? ways : [];
    const next = only === 'end' ? { End: true } : { Next: only ?? choiceAfter(name) };
    const task = kind === 'wait' ? waitFor(name, workshop) : workAt(name, workshop);
    const state: [string, Json] = [name, { Type: 'Task', ...task, ...next }];
    return only === undefined ? [state, [choiceAfter(name), choiceOf(ways)] as [string, Json]] : [state];
  });
  return { Comment: 'A case of what comes back', StartAt: start, States: Object.fromEntries(found) };
}

const choiceOf = (leads: readonly [outcome: string, next: string][]): Json => ({
  Type: 'Choice',
  Choices: leads.map(([outcome, Next]) => ({ Variable: '$.done.outcome', StringEquals: outcome, Next })),
});

/**
 * Lays its token into the queue, and goes on when it comes back. With it goes when the wait began and how often it was tried
 * again, so that of two messages the later wait's is known, in whatever order the queue hands them out or somebody sends them again.
 */
const waitFor = (step: string, { queue }: Workshop): Json => ({
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {
    QueueUrl: queue,
    'MessageGroupId.$': '$.brand',
    MessageBody: {
      ...ids,
      step,
      'token.$': '$$.Task.Token',
      'entered.$': '$$.State.EnteredTime',
      'retries.$': '$$.State.RetryCount',
    },
  },
  ResultPath: '$.done',
  ...lookAgain,
  Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 12 }, retry(retriesInOutage)],
  Catch: setAside,
});

const workAt = (step: string, { worker }: Workshop): Json => ({
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: {
    FunctionName: worker,
    Payload: { ...ids, step, ...(step === onTrouble && { 'error.$': '$.failed.Error' }) },
  },
  ResultSelector: { 'outcome.$': '$.Payload.outcome' },
  ResultPath: '$.done',
  Retry: step === onTrouble ? [retry(retriesInOutage)] : retriesOfWork,
  ...(step !== onTrouble && { Catch: setAside }),
});
