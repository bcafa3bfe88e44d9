import { escapeHtml } from '#layers/runtime/web-page.ts';

/**
 * Fills a layout in: `{{name}}` with a value, as text; an `if` is left out where its value is undefined, an `each` stands once
 * for each paragraph. Throws on a value that is open and has none.
 */
export function fill(
  layout: string,
  values: Readonly<Record<string, string | undefined>>,
  paragraphs: readonly string[],
): string {
  return layout
    .replace(/<!-- each paragraphs -->(.*?)<!-- end -->/s, (_, part: string) =>
      paragraphs.map((_, at) => part.replace('{{paragraph}}', `{{${at}}}`)).join(''),
    )
    .replace(/<!-- if (\w+) -->(.*?)<!-- end -->/gs, (_, name: string, part: string) =>
      values[name] === undefined ? '' : part,
    )
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name] ?? paragraphs[Number(name)];
      if (value === undefined) throw new Error(`the layout leaves ${name} open`);
      return escapeHtml(value);
    });
}
