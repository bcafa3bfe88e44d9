import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { type Programme, programmes } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import { defineEvent, presentData } from '#events/event.ts';
import { namesOf } from '#layers/runtime/names.ts';
import published from '../../events/schemas.json' with { type: 'json' };
import { jsonSchema } from '../../infra/json-schema.ts';
import { narrowed, narrowedEvents } from '../../tools/docs/event-schemas.ts';

it('no event takes away from what was published', () => {
  expect(narrowedEvents(published)).toEqual([]);
});

it('an event that is gone, or was published otherwise, is found, with what to do', () => {
  const { 'points.expired:1': expired, ...others } = published;
  expect(narrowedEvents({ ...others, 'points.gone:1': expired })).toEqual([
    'points.gone:1 is gone: keep it as an earlier version, in `before`',
  ]);
  const more = { ...expired, properties: { ...expired.properties, kept: { type: 'string' } } };
  expect(narrowedEvents({ 'points.expired:1': more })).toEqual([
    'points.expired:1: data.kept is gone. Make it a new version, and keep this one in `before`',
  ]);
});

it('a version may gain optional fields and values, and lose or change nothing', () => {
  const schema = (data: z.ZodType) => jsonSchema(data, { io: 'output' });
  const before = z.object({
    points: z.int().min(1),
    kind: z.enum(['a', 'b']),
    parts: z.array(z.object({ of: z.string() })),
  });
  const from = (now: z.ZodType) => narrowed(schema(before), schema(now));
  expect(from(before)).toEqual([]);
  expect(from(before.extend({ more: z.string().optional(), kind: z.enum(['a', 'b', 'c']) }))).toEqual([]);
  for (const [now, problem] of [
    [before.omit({ points: true }), 'data.points is gone'],
    [before.extend({ points: z.int().min(2) }), 'data.points.minimum'],
    [before.extend({ points: z.string() }), 'data.points.type'],
    [before.extend({ points: z.int().min(1).optional() }), 'data.required'],
    [before.extend({ more: z.string() }), 'data.required'],
    [before.extend({ kind: z.enum(['a', 'c']) }), 'data.kind: "b" is gone'],
    [before.extend({ parts: z.array(z.object({})) }), 'data.parts.items.of is gone'],
  ] as const) {
    expect(from(now).join('\n')).toContain(problem);
  }
});

it('an event of an earlier version is read as the present one says it; one of no known version is refused', () => {
  const moved = defineEvent({
    type: 'thing.moved',
    version: 2,
    owner: 'points',
    about: 'account',
    summary: '',
    data: z.object({ accountId: z.string(), metres: z.number() }),
    example: { accountId: 'c-1', metres: 1 },
    tells: ({ metres }) => ({ es: `${metres} m`, ca: `${metres} m`, en: `${metres} m` }),
    before: [
      {
        version: 1,
        data: z.object({ accountId: z.string(), kilometres: z.number() }),
        upcast: (data) => {
          const { accountId, kilometres } = data as { accountId: string; kilometres: number };
          return { accountId, metres: kilometres * 1000 };
        },
      },
    ],
  });
  const said = (version: number, data: Record<string, unknown>) =>
    presentData(moved, { dataschema: `vuelta:thing.moved:${version}`, data });
  expect(said(1, { accountId: 'c-1', kilometres: 2 })).toEqual({ accountId: 'c-1', metres: 2000 });
  expect(said(2, { accountId: 'c-1', metres: 3 })).toEqual({ accountId: 'c-1', metres: 3 });
  expect(() => said(1, { accountId: 'c-1' })).toThrow('kilometres');
  expect(() => said(3, {})).toThrow('nobody here knows vuelta:thing.moved:3');
});

it('an event that this deployment does not know tells people nothing', () => {
  const names = namesOf(programmes.retorno as Programme, 'Europe/Madrid');
  const gone = { type: 'thing.gone', dataschema: 'vuelta:thing.gone:1', data: {} };
  expect(inWords(gone, 'es', names)).toBeUndefined();
});
