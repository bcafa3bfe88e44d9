import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { type Case, eventually, refusal, type Side } from './side.ts';

/** Sends a message, and gives its id. */
export async function send({ sqs }: Side, url: string, body: string, how: Partial<SendMessageCommandInput> = {}) {
  return (await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...how }))).MessageId;
}

/** Takes what is there. By a long poll: a short one may miss it. */
export async function receive(
  { sqs }: Side,
  url: string,
  how: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const wait = { WaitTimeSeconds: 1, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, ...wait, MessageSystemAttributeNames: ['All'], ...how }),
  );
  return Messages;
}

/** Takes messages until as many came as wanted. */
export async function receiveAll(side: Side, url: string, wanted: number): Promise<Message[]> {
  const all: Message[] = [];
  return eventually(
    side,
    async () => {
      all.push(...(await receive(side, url)));
      return all;
    },
    ({ length }) => length >= wanted,
  );
}

const remove = ({ sqs }: Side, url: string, receipt = '') =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
const hide = ({ sqs }: Side, url: string, receipt = '', VisibilityTimeout = 0) =>
  sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout }));
const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body).toSorted();
const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

const texts: Readonly<Record<string, string>> = {
  'a short text': 'x',
  'a text of JSON': '{"a":[1,"ñ"]}',
  'a text of several lines': 'a\r\n\tb\n',
  'a text beyond the basic plane': '🚮 ♻️',
  'a text with what XML escapes': '<a b="c">&amp;</a>',
  'a text of 200 KB': 'x'.repeat(200_000),
};

const kept: readonly Case[] = Object.entries(texts).map(([name, text]) => ({
  name: `gives ${name} as it was sent`,
  async act(side: Side) {
    const { url } = await side.queue();
    const id = await send(side, url, text);
    const [message] = await receive(side, url);
    return [message?.Body === text, message?.MessageId === id];
  },
  gives: [true, true],
}));

const told: readonly Case[] = [
  {
    name: 'gives attributes only where they are asked for',
    async act(side) {
      const { url } = await side.queue({ visibility: 0 });
      await send(side, url, 'x', { MessageAttributes: { code: attribute('late'), reason: attribute('two days') } });
      const asked = async (MessageAttributeNames: string[]) => {
        const [message] = await receive(side, url, { MessageAttributeNames, MessageSystemAttributeNames: [] });
        return [Object.keys(message?.MessageAttributes ?? {}).toSorted(), message?.Attributes];
      };
      return [await asked([]), await asked(['code']), await asked(['All'])];
    },
    gives: [
      [[], undefined],
      [['code'], undefined],
      [['code', 'reason'], undefined],
    ],
  },
  {
    name: 'counts how often a message was handed out',
    async act(side) {
      const { url } = await side.queue({ visibility: 0 });
      await send(side, url, 'x');
      const counts: unknown[] = [];
      for (let n = 0; n < 3; n++) {
        const [message] = await receive(side, url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
        counts.push(message?.Attributes);
      }
      return counts;
    },
    gives: ['1', '2', '3'].map((ApproximateReceiveCount) => ({ ApproximateReceiveCount })),
  },
  {
    name: 'gives ten at a time at the most, and all in the end, each once',
    async act(side) {
      const { url } = await side.queue();
      const sent = Array.from({ length: 23 }, (_, n) => `${n + 10}`);
      await Promise.all(sent.map((body) => send(side, url, body)));
      const first = await receive(side, url);
      const rest = await receiveAll(side, url, 23 - first.length);
      return [first.length <= 10, bodies([...first, ...rest]).join() === sent.join()];
    },
    gives: [true, true],
  },
  {
    name: 'gives one where no number is asked for',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'a');
      await send(side, url, 'b');
      return (await receive(side, url, { MaxNumberOfMessages: undefined })).length;
    },
    gives: 1,
  },
  {
    name: 'gives no message to two that look at once',
    async act(side) {
      const { url } = await side.queue();
      for (let n = 0; n < 6; n++) await send(side, url, `${n}`);
      const looks = Array.from({ length: 6 }, () => receive(side, url, { MaxNumberOfMessages: 2 }));
      const seen = (await Promise.all(looks)).flat().map(({ Body }) => Body);
      return new Set(seen).size === seen.length;
    },
    gives: true,
  },
  {
    name: 'knows its address by its name',
    async act(side) {
      const { url } = await side.queue();
      const { QueueUrl } = await side.sqs.send(new GetQueueUrlCommand({ QueueName: url.split('/').at(-1) }));
      return QueueUrl === url;
    },
    gives: true,
  },
];

const hidden: readonly Case[] = [
  {
    name: 'hides what it handed out, and gives it again when its time is over',
    async act(side) {
      const { url } = await side.queue({ visibility: 2 });
      await send(side, url, 'x');
      const seen = [bodies(await receive(side, url)), bodies(await receive(side, url, { WaitTimeSeconds: 0 }))];
      return [...seen, bodies(await receiveAll(side, url, 1))];
    },
    gives: [['x'], [], ['x']],
  },
  {
    name: 'hides for as long as the one who looks asks for',
    async act(side) {
      const { url } = await side.queue({ visibility: 600 });
      await send(side, url, 'x');
      await receive(side, url, { VisibilityTimeout: 1 });
      return bodies(await receiveAll(side, url, 1));
    },
    gives: ['x'],
  },
  {
    name: 'shows at once what is hidden for no time any more',
    async act(side) {
      const { url } = await side.queue({ visibility: 600 });
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await hide(side, url, message?.ReceiptHandle, 0);
      return bodies(await receive(side, url));
    },
    gives: ['x'],
  },
  {
    name: 'hides for longer what is asked to be hidden for longer',
    async act(side) {
      const { url } = await side.queue({ visibility: 1 });
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await hide(side, url, message?.ReceiptHandle, 600);
      await side.pass(1.2);
      return bodies(await receive(side, url));
    },
    gives: [],
  },
  {
    name: 'waits in a long look for what becomes visible meanwhile',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'x', { DelaySeconds: 1 });
      const early = await receive(side, url, { WaitTimeSeconds: 0 });
      return [bodies(early), bodies(await receive(side, url, { WaitTimeSeconds: 10 }))];
    },
    gives: [[], ['x']],
  },
  {
    name: 'never again gives what was taken away',
    async act(side) {
      const { url } = await side.queue({ visibility: 1 });
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await remove(side, url, message?.ReceiptHandle);
      await side.pass(1.2);
      return bodies(await receive(side, url));
    },
    gives: [],
  },
  {
    name: 'takes it for done when what is gone is taken away again',
    async act(side) {
      const { url } = await side.queue();
      await send(side, url, 'x');
      const [message] = await receive(side, url);
      await remove(side, url, message?.ReceiptHandle);
      return refusal(remove(side, url, message?.ReceiptHandle));
    },
    gives: 'taken',
  },
  {
    name: 'gives what was handed out again another receipt each time',
    async act(side) {
      const { url } = await side.queue({ visibility: 0 });
      await send(side, url, 'x');
      const [one] = await receive(side, url);
      const [other] = await receive(side, url);
      return one?.ReceiptHandle === other?.ReceiptHandle;
    },
    gives: false,
  },
];

const dead: readonly Case[] = [
  {
    name: 'puts aside what came too often, as it was sent',
    async act(side) {
      const pair = await side.queue({ visibility: 0, maxReceives: 2 });
      const id = await send(side, pair.url, 'x', { MessageAttributes: { code: attribute('late') } });
      const tries = [];
      for (let n = 0; n < 3; n++) tries.push(bodies(await receive(side, pair.url)));
      const [message] = await receiveAll(side, pair.dead, 1);
      return [tries, message?.Body, message?.MessageAttributes?.code?.StringValue, message?.MessageId === id];
    },
    gives: [[['x'], ['x'], []], 'x', 'late', true],
  },
  {
    name: 'puts aside only what came too often',
    async act(side) {
      const pair = await side.queue({ visibility: 0, maxReceives: 1 });
      await send(side, pair.url, 'old');
      await receive(side, pair.url);
      await send(side, pair.url, 'new');
      const seen = bodies(await receiveAll(side, pair.url, 1));
      return [seen, bodies(await receiveAll(side, pair.dead, 1))];
    },
    gives: [['new'], ['old']],
  },
  {
    name: 'keeps in the dead letters what is only looked at',
    async act(side) {
      const { dead: url } = await side.queue();
      await send(side, url, 'x');
      const seen = [];
      for (let n = 0; n < 4; n++) seen.push(...bodies(await receive(side, url, { VisibilityTimeout: 0 })));
      return seen;
    },
    gives: ['x', 'x', 'x', 'x'],
  },
];

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

const refused: readonly Case[] = [
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

export const queueCases: readonly Case[] = [...kept, ...told, ...hidden, ...dead, ...refused];
