/** What a function of a conformance case is asked to do: give something, or throw an error of a name. */
export interface Work {
  readonly gives?: unknown;
  readonly throws?: string;
}

/**
 * The function that state machines of the cases call. The world runs it as it stands, and the emulator is given its text:
 * so it uses nothing from outside.
 */
export async function worker({ gives, throws }: Work): Promise<unknown> {
  if (throws !== undefined) throw Object.assign(new Error('as asked'), { name: throws });
  return gives;
}
