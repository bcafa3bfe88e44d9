import * as z from 'zod';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { entry } from './entry.ts';

/** What every state machine hands to a step; its own ids go with it, and nothing else. Older definitions send the same. */
export const StepInput = z.object({ brand: z.string(), step: z.string(), error: z.string().optional() });

/** The entry of a state machine's steps. What it throws, the machine tries again; what it answers, the machine chooses on. */
export function onStep<Input extends z.infer<typeof StepInput>>(
  schema: z.ZodType<Input>,
  take: (input: Input, programme: Programme) => Promise<object>,
) {
  return entry(async (received: unknown): Promise<object> => {
    const input = schema.parse(received);
    const programme = programmeOf(input.brand);
    if (programme === undefined) throw new Error(`no programme for ${input.brand}`);
    return take(input, programme);
  });
}
