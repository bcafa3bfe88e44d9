import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { hideMessage } from '#layers/aws/sqs.ts';
import { environment, type Variable } from '#layers/environment.ts';
import { asDeadLetter, bury, DeadLetter } from './dead-letter.ts';
import { entry } from './entry.ts';
import { givingMailTurns } from './mail-turns.ts';
import { logger, workingOn } from './observe.ts';
import { pauseAfter, triesFor } from './retries.ts';

/**
 * The entry of a queue. It handles each message of a batch for itself: one that can never succeed is put aside with its
 * reason, one that failed comes again for as long as its error may pass, and its neighbours pass. `settled` hears of
 * every message that will not come again. `needs` is what it must find in its environment beside what every queue's entry must.
 */
export function onRecord(
  handle: (record: SQSRecord) => Promise<void>,
  {
    settled = async () => {},
    needs = [],
  }: { settled?: (record: SQSRecord) => Promise<void>; needs?: readonly Variable[] } = {},
) {
  return entry(
    async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
      const failed = await givingMailTurns(() =>
        Promise.all(
          Records.map((record) => workingOn({ messageId: record.messageId }, () => failureOf(record, handle, settled))),
        ),
      );
      return { batchItemFailures: failed.flat() };
    },
    ['TABLE', 'QUEUE', 'DEAD_LETTERS', ...needs],
  );
}

async function failureOf(
  record: SQSRecord,
  handle: (record: SQSRecord) => Promise<void>,
  settled: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchItemFailure[]> {
  try {
    await handle(record).catch((error) => buryOrThrow(record, error));
    await settled(record);
    return [];
  } catch (error) {
    logger.warn('will be tried again', { error: error as Error });
    await comeBackLater(record);
    return [{ itemIdentifier: record.messageId }];
  }
}

async function buryOrThrow(record: SQSRecord, error: unknown): Promise<void> {
  const known = asDeadLetter(error);
  const tries = known?.tries ?? triesFor(error);
  if (received(record) < tries) throw error;
  const letter = known ?? gaveUp(error, tries);
  logger.warn('dead letter', { code: letter.code });
  await bury(record.body, letter);
}

const gaveUp = (error: unknown, tries: number) =>
  new DeadLetter('gave-up', `failed ${tries} times, last: ${(error as Error).name}`);

const received = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount);

/** Best effort: where it fails, the queue's own visibility timeout brings the message back. */
async function comeBackLater(record: SQSRecord): Promise<void> {
  await hideMessage(environment.QUEUE, record.receiptHandle, pauseAfter(received(record))).catch(() => {});
}
