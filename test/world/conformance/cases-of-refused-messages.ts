import { GetQueueUrlCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { attribute, hide, receive, remove, send } from './queue-calls.ts';
import { type Case, refusal, type Side } from './side.ts';

/** Messages that are refused. */
const bad: Readonly<Record<string, [body: string, how: Partial<SendMessageCommandInput>, answer: string]>> = {
  'a control character': ['a\u0001b', {}, 'InvalidMessageContents'],
  'a control character in an attribute': [
    'x',
    { MessageAttributes: { a: attribute('\u0002') } },
    'InvalidParameterValue',
  ],
  'an attribute that is empty': ['x', { MessageAttributes: { a: attribute('') } }, 'InvalidParameterValue'],
  'eleven attributes': [
    'x',
    { MessageAttributes: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, attribute('v')])) },
    'InvalidParameterValue',
  ],
  'an attribute of no type': [
    'x',
    { MessageAttributes: { a: { DataType: '', StringValue: 'v' } } },
    'InvalidParameterValue',
  ],
  'an attribute with a forbidden name': [
    'x',
    { MessageAttributes: { 'a b': attribute('v') } },
    'InvalidParameterValue',
  ],
  'a delay of more than a quarter of an hour': ['x', { DelaySeconds: 901 }, 'InvalidParameterValue'],
  'more than a megabyte': ['x'.repeat(1_048_577), {}, 'InvalidParameterValue'],
};

export const refusedMessageCases: readonly Case[] = [
  ...Object.entries(bad).map(([name, [body, how, gives]]) => ({
    name: `refuses ${name}`,
    async act(side: Side) {
      const { url } = await side.queue();
      return [await refusal(send(side, url, body, how)), (await receive(side, url, { WaitTimeSeconds: 0 })).length];
    },
    gives: [gives, 0],
  })),
  {
    name: 'refuses an empty message',
    async act(side) {
      const { url } = await side.queue();
      return (await refusal(send(side, url, ''))) === 'taken';
    },
    gives: false,
  },
  ...Object.entries({
    'for no messages': { MaxNumberOfMessages: 0 },
    'for eleven messages': { MaxNumberOfMessages: 11 },
    'of 21 seconds': { WaitTimeSeconds: 21 },
    'that hides for more than twelve hours': { VisibilityTimeout: 43_201 },
  }).map(([name, how]) => ({
    name: `refuses a look ${name}`,
    async act(side: Side) {
      const { url } = await side.queue();
      await send(side, url, 'x');
      return refusal(receive(side, url, how));
    },
    gives: 'InvalidParameterValue',
  })),
  {
    name: 'knows no queue that is not there',
    async act(side) {
      const { url } = await side.queue();
      const nowhere = url.replace(/[^/]*$/, 'nowhere');
      return [
        await refusal(send(side, nowhere, 'x')),
        await refusal(receive(side, nowhere)),
        await refusal(remove(side, nowhere, 'x')),
        await refusal(side.sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))),
      ];
    },
    gives: Array(4).fill('QueueDoesNotExist'),
  },
  {
    name: 'refuses to hide what is gone',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await remove(side, url, message?.ReceiptHandle);
      return (await refusal(hide(side, url, message?.ReceiptHandle, 5))) === 'taken';
    },
    gives: false,
  },
  {
    name: 'refuses to hide what is visible again',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await hide(side, url, message?.ReceiptHandle, 0);
      return refusal(hide(side, url, message?.ReceiptHandle, 5));
    },
    gives: 'MessageNotInflight',
  },
  {
    name: 'refuses what was never a receipt',
    async act(side) {
      const { url } = await side.queue();
      return [await refusal(remove(side, url, 'what is this')), await refusal(hide(side, url, 'what is this', 5))];
    },
    gives: ['ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid'],
  },
  {
    name: 'refuses to hide for more than twelve hours',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      return refusal(hide(side, url, message?.ReceiptHandle, 43_201));
    },
    gives: 'InvalidParameterValue',
  },
];
