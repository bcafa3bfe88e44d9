/** Half of a character that is written as two, in JSON as `JSON.stringify` writes it: an escape that no other backslash undoes. */
const halfCharacter = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * The value of a JSON text. Throws a `SyntaxError` where it is none, and where a text in it has half of a character: a store refuses
 * that each time, which would look like an outage.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (text.includes('\\u') && halfCharacter.test(JSON.stringify(value))) throw new SyntaxError('half of a character');
  return value;
}
