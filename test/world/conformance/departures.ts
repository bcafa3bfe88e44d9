import { expect } from '@jest/globals';

/** What the emulator (MiniStack) gives instead of what AWS documents, and where AWS does. */
export interface Departure {
  readonly gives: unknown;
  readonly source: string;
}

const guide = 'https://docs.aws.amazon.com/';
const updates = `${guide}amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html`;
const updateItem = `${guide}amazondynamodb/latest/APIReference/API_UpdateItem.html`;
const limits = `${guide}amazondynamodb/latest/developerguide/Constraints.html`;
const filters = `${guide}amazondynamodb/latest/developerguide/Query.FilterExpression.html`;
const queues = `${guide}AWSSimpleQueueService/latest/APIReference/`;
const metadata = `${guide}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html`;
const fairQueues = `${guide}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html`;
const putEvents = `${guide}eventbridge/latest/APIReference/API_PutEvents.html`;
const eventFailures = `${guide}eventbridge/latest/userguide/eb-putevents.html`;
const startExecution = `${guide}step-functions/latest/apireference/API_StartExecution.html`;
const taskSuccess = `${guide}step-functions/latest/apireference/API_SendTaskSuccess.html`;
const errors = `${guide}step-functions/latest/dg/concepts-error-handling.html`;

/**
 * By the name of the case. A departure is asserted as the emulator shows it, so that the case turns red when a new version
 * does otherwise: then its line here goes, or is another.
 */
export const departures: Readonly<Record<string, Departure>> = {
  'refuses the same field twice, and changes nothing': { gives: ['taken', { text: 'x' }], source: updateItem },
  'refuses a verb twice, and changes nothing': { gives: ['taken', { m: 2, n: 1, text: 'x' }], source: updates },
  'refuses a verb without a field, and changes nothing': { gives: ['taken', { n: 1, text: 'x' }], source: updates },
  'refuses a key that is too long, and does nothing of the rest': { gives: ['taken', ['a']], source: limits },
  'refuses an update of a key, and does nothing of the rest': {
    gives: ['taken', [undefined, 'a']],
    source: updateItem,
  },
  'refuses a filter by a key': { gives: 'taken', source: filters },
  'refuses a sort key of an index that is too long': { gives: ['taken', 'taken'], source: limits },

  'hands out one of a quiet group before those of a group with more than thirty in flight': {
    gives: ['noisy'],
    source: fairQueues,
  },
  'hands out a message without a group before those of a group with more than thirty in flight': {
    gives: ['noisy'],
    source: fairQueues,
  },
  'of two noisy groups hands out that with fewer in flight first': { gives: ['more'], source: fairQueues },
  'refuses a group with 129 letters': { gives: 'taken', source: `${queues}API_SendMessage.html` },
  'refuses a group with a space in it': { gives: 'taken', source: `${queues}API_SendMessage.html` },
  'takes it for done when what is gone is taken away again': {
    gives: 'ReceiptHandleIsInvalid',
    source: `${queues}API_DeleteMessage.html`,
  },
  'refuses a control character in an attribute': { gives: ['taken', 1], source: metadata },
  'refuses an attribute that is empty': { gives: ['taken', 1], source: metadata },
  'refuses eleven attributes': { gives: ['taken', 1], source: metadata },
  'refuses an attribute of no type': { gives: ['taken', 1], source: metadata },
  'refuses an attribute with a forbidden name': { gives: ['taken', 1], source: metadata },
  'refuses a delay of more than a quarter of an hour': {
    gives: ['taken', 0],
    source: `${queues}API_SendMessage.html`,
  },
  'refuses a look of 21 seconds': { gives: 'taken', source: `${queues}API_ReceiveMessage.html` },
  'refuses a look that hides for more than twelve hours': {
    gives: 'taken',
    source: `${queues}API_ReceiveMessage.html`,
  },
  'refuses to hide what is visible again': {
    gives: 'taken',
    source: `${queues}API_ChangeMessageVisibility.html`,
  },
  'refuses to hide for more than twelve hours': {
    gives: 'taken',
    source: `${queues}API_ChangeMessageVisibility.html`,
  },

  'one that is no JSON fails by itself, and says so; its neighbours arrive': {
    gives: [0, [true, true, true], [{ n: 1 }, '{ "no": json', { n: 2 }]],
    source: eventFailures,
  },
  'one without Source fails by itself': { gives: 0, source: eventFailures },
  'one without DetailType fails by itself': { gives: 0, source: eventFailures },
  'one without Detail fails by itself': { gives: 0, source: eventFailures },
  'refuses no events': { gives: 'taken', source: putEvents },

  'a choice that nothing matches fails, where it has no default': {
    gives: [
      'FAILED',
      { Error: 'States.NoChoiceMatched', Cause: 'No choice rule matched and no Default' },
      ['Work', 'Choose'],
    ],
    source: `${guide}step-functions/latest/apireference/API_DescribeExecution.html`,
  },
  'a template whose path leads nowhere fails, and nothing catches it': {
    gives: ['SUCCEEDED', expect.objectContaining({ told: { outcome: 'told' } }), ['Work', 'Trouble']],
    source: errors,
  },
  'an error is caught, its name laid beside the input': {
    gives: ['SUCCEEDED', 1, 'Runtime.HandlerError', { outcome: 'told' }, ['Work', 'Trouble']],
    source: errors,
  },
  'the first catcher that names the error takes it': { gives: ['Work', 'Left'], source: errors },
  'a token that was used is refused as timed out': { gives: 'TaskDoesNotExist', source: taskSuccess },
  'what was never a token is refused as invalid': { gives: 'TaskDoesNotExist', source: taskSuccess },
  'an output that is no JSON is refused, and the wait goes on': {
    gives: ['taken', 'SUCCEEDED'],
    source: taskSuccess,
  },
  'a wait that lasts too long fails as timed out, and its token is spent': {
    gives: ['SUCCEEDED', 'States.Timeout', ['Wait', 'Trouble'], 'TaskDoesNotExist'],
    source: taskSuccess,
  },
  'a wait that is tried again lays another token, and the first is spent': {
    gives: [true, ['TaskDoesNotExist', 'taken'], 'SUCCEEDED'],
    source: `${guide}step-functions/latest/dg/connect-to-resource.html`,
  },
  'a name that is taken by the same input is the same execution, while it runs': {
    gives: 'ExecutionAlreadyExists',
    source: startExecution,
  },
  'refuses a name with a space': { gives: 'taken', source: startExecution },
  'refuses a name of 81 letters': { gives: 'taken', source: startExecution },
  'refuses a name with a #': { gives: 'taken', source: startExecution },
  'refuses an input that is no JSON': { gives: 'taken', source: startExecution },
  'one that is stopped has ended, and its token is spent': { gives: ['ABORTED', 'taken'], source: taskSuccess },
};
