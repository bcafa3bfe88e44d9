import * as z from 'zod';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

/** What a stage carries of a brand, and under which addresses. */
const CarriedBrand = z.strictObject({
  /** The public address of its pages and API, to which links in mails lead. */
  origin: z.url({ protocol: /^https$/ }),
  /** The sender of its mails; the stage gets an SES identity for the domain. */
  mail: z.email(),
  /** Who is told when something needs a person. */
  alarms: z.array(z.email()).min(1),
});

/** So many mails a second SES takes from an account that has left its sandbox, until AWS raises it. */
export const mailsPerSecond = 14;

/** A stage in an AWS account: `infra/stages/<name>.json`. */
export const StageFile = z
  .strictObject({
    $schema: z.string().optional(),
    account: z.string().regex(/^\d{12}$/, 'twelve digits'),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region, such as eu-west-1'),
    /** People depend on it: what holds data is kept through every mistake, and no address may be an example. */
    production: z.boolean(),
    /** What SES lets the account send in a second, less what other stages of the account may send. */
    mailsPerSecond: z.int().min(1).default(mailsPerSecond),
    brands: z.record(z.string(), CarriedBrand),
    /** Brands that this stage does not carry. A brand is never left out by silence. */
    without: z.array(z.string()).default([]),
  })
  .superRefine(({ production, brands }, context) => {
    if (!production) return;
    for (const [brand, { origin, mail, alarms }] of Object.entries(brands)) {
      for (const address of [new URL(origin).hostname, mail, ...alarms].filter((each) => each.endsWith('.example'))) {
        context.addIssue({
          code: 'custom',
          path: ['brands', brand],
          message: `${address} is nobody's address: production takes no .example`,
        });
      }
    }
  });
export type StageFile = z.infer<typeof StageFile>;

/** What an editor checks and completes a stage's file by. */
export const stageSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A stage in an AWS account',
  ...jsonSchema(StageFile, { io: 'input' }),
});
