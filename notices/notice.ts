import * as z from 'zod';
import type { Language } from '#brands/programmes.ts';
import type { Event, EventDefinition, EventOf, InEachLanguage } from '#events/event.ts';
import type { preferencesChanged } from '#events/notifications/preferences.changed.ts';

/** How many of something: a text writes it in a plural, so that one is not told of as two. */
export const count = z.int().min(0);

/** A civil day, `2027-11-30`, which a text writes as people of its language do: `{expiresOn, day}`. */
export const day = z.iso.date();

/** One of several words, among which a text selects. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) => z.enum(words);

/** A day, or a word for having none, which a text selects. */
export const dayOr = <const Word extends string>(word: Word) => z.union([day, z.literal(word)]);

/** What texts are filled with beside the reader's name and the brand's: figures, days and codes; nothing personal. */
export type Values = Readonly<Record<string, string | number>>;

/** `transactional` mail leaves at any hour, `informative` mail keeps the reader's quiet hours. */
export type Urgency = 'transactional' | 'informative';

/** What customers choose to hear about or not. */
export type Topic = Exclude<keyof EventOf<typeof preferencesChanged>['data'], 'customerId'>;

/** Whom an event is told to, by the account that it touches, and with what. */
interface Told<Filled> {
  readonly to: string;
  readonly values: Filled;
}

/** An event that leads to a notice. */
interface Answer<Filled> {
  readonly event: EventDefinition;
  /** To whom it is told and with what; undefined where this one is not told. */
  tells(event: Event): Told<Filled> | undefined;
}

/** That an event leads to the notice, to whom and with what values. */
export const answers = <Definition extends EventDefinition, const Filled>(
  event: Definition,
  tells: (event: EventOf<Definition>) => Told<Filled> | undefined,
): Answer<Filled> => ({ event, tells: (heard) => tells(heard as EventOf<Definition>) });

/** What an event that came after a notice's own makes of its values. */
interface Change<Filled> {
  readonly event: EventDefinition;
  /** The values as they are by then; undefined where the notice is useless or wrong. */
  makes(values: Filled, event: Event): Filled | undefined;
}

/** That the notice's values are others once this has happened, or that it is not to be told any more. */
export const changes = <Definition extends EventDefinition, Filled>(
  event: Definition,
  makes: (values: Filled, event: EventOf<Definition>) => Filled | undefined,
): Change<Filled> => ({ event, makes: (values, later) => makes(values, later as EventOf<Definition>) });

/** That the notice is useless or wrong once any of these has happened. */
export const ends = (...events: readonly EventDefinition[]): Change<never>[] =>
  events.map((event) => ({ event, makes: () => undefined }));

/** What the product says to people about what happened: one folder in `notices/<owner>/`, with its text in each language. */
export interface NoticeDefinition<Shape extends z.ZodObject = z.ZodObject> {
  /** What people call it where it is told of, such as on a timeline: "the receipt of your deposit". */
  readonly title: InEachLanguage;
  readonly urgency: Urgency;
  /**
   * Where its button leads: to a page of the brand, in which `{id}` is what the notice is about, by its reference if it has one; or by
   * a link of its own to the reader's confirmation of their address, or to a new password. Only the confirmation goes to addresses
   * that nobody confirmed.
   */
  readonly leadsTo: `/${string}` | 'confirmation' | 'recovery';
  readonly values: Shape;
  /** The events that lead to it. */
  readonly because: readonly Answer<z.infer<Shape>>[];
  /** One for each way in which it reads. */
  readonly examples: readonly z.infer<Shape>[];
  /** Who does not want this topic is not sent it. Without one it cannot be turned off. */
  readonly topic?: Topic;
  /**
   * What two of it that wait for one reader come to as one mail, the earlier first; undefined where they cannot. Where a notice says
   * so, each waits some minutes for others.
   */
  readonly together?: (one: z.infer<Shape>, other: z.infer<Shape>) => z.infer<Shape> | undefined;
  /** The paper of a case that goes with it. */
  readonly attachment?: 'label' | 'certificate';
  /** Notices about the same thing that are useless or wrong to their reader once this has happened, by name. */
  readonly overtakes?: readonly string[];
  /**
   * What makes it useless, wrong or another one before it leaves, told to somebody or not: events about the same thing, that
   * happened since its own. They are looked at when it leaves late.
   */
  readonly since?: readonly Change<z.infer<Shape>>[];
}

/** Lets the compiler hold the events' answers and the examples against the values. */
export const defineNotice = <Shape extends z.ZodObject>(definition: NoticeDefinition<Shape>): NoticeDefinition<Shape> =>
  definition;

/** A message, compiled: what it reads with these values. Throws where one that it needs is missing. */
export type Message = (values: Values) => string;

/** A notice's text in one language. */
export interface Text<Piece = Message> {
  readonly subject: Piece;
  /** Under 0, 1 and so on. One that comes out empty is left out. */
  readonly paragraphs: Readonly<Record<string, Piece>>;
  readonly button: Piece;
  /** The attachment's file name. */
  readonly attachment?: Piece;
}

/** A notice as its folder has it. */
export interface Notice extends NoticeDefinition {
  /** The capability whose events it is about. */
  readonly owner: string;
  /** What it is called where it is stored and told of; no two have the same. */
  readonly name: string;
}

/** All notices, and their texts by language: under `points/deposit-receipt`, and a brand's own under `retorno/points/deposit-receipt`. */
export interface Loaded {
  /** How every mail looks, with what is filled in left open. */
  readonly layout: string;
  readonly notices: readonly Notice[];
  readonly texts: Readonly<Record<Language, Readonly<Record<string, Text>>>>;
}

/** Something for each language of the product. */
export const inEachLanguage = <Made>(made: (language: Language) => Made): Record<Language, Made> => ({
  es: made('es'),
  ca: made('ca'),
  en: made('en'),
});
