import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { groupCases } from './cases-of-groups.ts';
import { refusedMessageCases } from './cases-of-refused-messages.ts';
import { attribute, bodies, hide, receive, receiveAll, remove, send } from './queue-calls.ts';
import { type Case, refusal, type Side } from './side.ts';

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

export const queueCases: readonly Case[] = [
  ...kept,
  ...told,
  ...hidden,
  ...dead,
  ...groupCases,
  ...refusedMessageCases,
];
