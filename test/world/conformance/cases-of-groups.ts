import { bodies, receive, receiveAll, send } from './queue-calls.ts';
import { type Case, refusal, type Side } from './side.ts';

/** Sends so many messages of a group, or without one; each says of which it is. */
async function sends(side: Side, url: string, number: number, group?: string): Promise<void> {
  const body = group ?? 'none';
  await Promise.all(Array.from({ length: number }, () => send(side, url, body, { MessageGroupId: group })));
}

const next = async (side: Side, url: string) => bodies(await receive(side, url, { MaxNumberOfMessages: 1 }));

/** What standard queues do with a `MessageGroupId`: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html */
export const groupCases: readonly Case[] = [
  ...['quiet', undefined].map((group) => ({
    name: `hands out ${group === undefined ? 'a message without a group' : 'one of a quiet group'} before those of a group with more than thirty in flight`,
    async act(side: Side) {
      const { url } = await side.queue();
      await sends(side, url, 60, 'noisy');
      await receiveAll(side, url, 40);
      await sends(side, url, 1, group);
      return next(side, url);
    },
    gives: [group ?? 'none'],
  })),
  {
    name: 'hands out those of a noisy group where nothing else waits, each once',
    async act(side) {
      const { url } = await side.queue();
      await sends(side, url, 60, 'noisy');
      return (await receiveAll(side, url, 60)).length;
    },
    gives: 60,
  },
  {
    name: 'of two noisy groups hands out that with fewer in flight first',
    async act(side) {
      const { url } = await side.queue();
      for (const [group, number] of [
        ['more', 60],
        ['fewer', 31],
      ] as const) {
        await sends(side, url, number, group);
        await receiveAll(side, url, number);
      }
      await sends(side, url, 5, 'more');
      await sends(side, url, 5, 'fewer');
      return next(side, url);
    },
    gives: ['fewer'],
  },
  {
    name: 'hands out messages of one group side by side',
    async act(side) {
      const { url } = await side.queue();
      await sends(side, url, 2, 'one');
      return [await next(side, url), await next(side, url)];
    },
    gives: [['one'], ['one']],
  },
  {
    name: 'tells of which group a message is',
    async act(side) {
      const { url } = await side.queue();
      await sends(side, url, 1, 'retorno#bulk');
      const [message] = await receive(side, url, { MessageSystemAttributeNames: ['MessageGroupId'] });
      return message?.Attributes;
    },
    gives: { MessageGroupId: 'retorno#bulk' },
  },
  ...Object.entries({ '129 letters': 'x'.repeat(129), 'a space in it': 'two words' }).map(([what, group]) => ({
    name: `refuses a group with ${what}`,
    act: async (side: Side) => refusal(send(side, (await side.queue()).url, 'x', { MessageGroupId: group })),
    gives: 'InvalidParameterValue',
  })),
];
