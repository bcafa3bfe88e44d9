import * as z from 'zod';

/** Who did it: a person with a role, a device, or the product itself. Ids only. */
export const Actor = z.object({
  id: z.string().min(1).max(160),
  role: z.enum([
    'customer',
    'organisation',
    'prescriber',
    'agent',
    'manager',
    'warehouse',
    'admin',
    'device',
    'provider',
    'anyone',
    'system',
  ]),
});
export type Actor = z.infer<typeof Actor>;

/** What led to an event: the event, message, request or timer before it. The causes make one chain across the product. */
export const Cause = z.object({ id: z.string(), subject: z.string(), time: z.iso.datetime({ precision: 3 }) });

/** The CloudEvents 1.0 envelope of every event; it travels as EventBridge's `detail`. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().length(22),
  type: z.string(),
  dataschema: z.string(),
  source: z.string(),
  subject: z.string(),
  time: z.iso.datetime({ precision: 3 }),
  data: z.record(z.string(), z.unknown()),
  brand: z.string(),
  cause: Cause,
  actor: Actor,
  /** How many events its transaction says before it; absent: none. */
  seq: z.int().optional(),
  recordedAt: z.iso.datetime({ precision: 3 }),
});

/** An event as consumers see it, with the data of its type. */
export type Event<Data = Record<string, unknown>> = Omit<z.infer<typeof Envelope>, 'data'> & { data: Data };

/** The kinds of thing an event can be about; `subject` is `<kind>#<id>`. */
export type SubjectKind = 'customer' | 'account' | 'device' | 'order' | 'case' | 'collection';

/** A text in every language that the product speaks. */
export interface InEachLanguage {
  readonly es: string;
  readonly ca: string;
  readonly en: string;
}

/** What a brand and its reader call the things that events know by ids and codes. */
export interface Names {
  /** The IANA zone of the reader, by whose clocks days are told. */
  readonly zone: string;
  /** "27 points", in the brand’s own word for them. */
  points(count: number): InEachLanguage;
  /** The reward as the catalogue has it, in quotation marks; "a reward" where it is there no more. */
  reward(id: string): InEachLanguage;
  /** A site’s proper name; undefined where the brand gives none. */
  site(id: string | undefined): string | undefined;
  /** Why something comes back; undefined where the brand names no such reason. */
  returnReason(id: string): InEachLanguage | undefined;
  /** A mail by what it brings, "the receipt of your deposit"; undefined where no mail is called so. */
  mail(name: string): InEachLanguage | undefined;
}

/** One event of the product: its schema, its version and one real example. One file in `events/` each. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  readonly version: number;
  /** The capability that alone may say it. */
  readonly owner: string;
  readonly about: SubjectKind;
  readonly summary: string;
  readonly data: Data;
  readonly example: z.infer<Data>;
  /**
   * How people read it on a timeline or in an explanation: in names, plurals and days, without ids or codes. Undefined where
   * it has nothing to tell them.
   */
  readonly tells: (data: z.infer<Data>, names: Names) => InEachLanguage | undefined;
  /** What it says as a whole, where one change says it of several accounts of a customer: 50 points, and not 35 and 15. */
  readonly together?: (each: readonly z.infer<Data>[]) => z.infer<Data>;
  /** What it said in earlier versions, and how that is read today. Events are kept for ever. */
  readonly before?: readonly EarlierVersion[];
  /** Nobody needs to hear it: it is kept for the timeline, the audit trail and figures. */
  readonly recordOnly?: true;
}

/** An earlier version of what an event says. */
export interface EarlierVersion {
  readonly version: number;
  readonly data: z.ZodObject;
  /** The same as the present version says it. Throws for what this version could not say. */
  readonly upcast: (data: unknown) => Record<string, unknown>;
}

/** What an event says, as its present version says it. Throws for a version that its definition does not know. */
export function presentData(
  { type, version, before = [] }: EventDefinition,
  { dataschema, data }: Pick<Event, 'dataschema' | 'data'>,
): Record<string, unknown> {
  if (dataschema === schemaName(type, version)) return data;
  const earlier = before.find((each) => dataschema === schemaName(type, each.version));
  if (earlier === undefined) throw new Error(`nobody here knows ${dataschema}`);
  return earlier.upcast(earlier.data.parse(data));
}

/** How an envelope names the schema of its data. */
export const schemaName = (type: string, version: number): string => `vuelta:${type}:${version}`;

export function defineEvent<const Type extends string, Data extends z.ZodObject>(
  definition: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> {
  return definition;
}

/** The event type that a definition describes, with its data. */
export type EventOf<Definition extends EventDefinition> = Event<z.infer<Definition['data']>>;
