import * as z from 'zod';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { entry } from './entry.ts';

/** What a state machine hands to a step: ids only. Older definitions send the same. */
const Input = z.object({ brand: z.string(), caseId: z.string(), step: z.string(), error: z.string().optional() });

/** The entry of a state machine's steps. What it throws, the machine tries again; what it answers, the machine chooses on. */
export function onStep(take: (input: z.infer<typeof Input>, programme: Programme) => Promise<object>) {
  return entry(async (received: unknown): Promise<object> => {
    const input = Input.parse(received);
    const programme = programmeOf(input.brand);
    if (programme === undefined) throw new Error(`no programme for ${input.brand}`);
    return take(input, programme);
  });
}
