import type { Language, Programme } from '#brands/programmes.ts';

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A small page in the brand's look, readable on any telephone; `body` is HTML. */
export function page(programme: Programme, language: Language, title: string, body: string): string {
  const { name, look } = programme;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(name)}</title>
<style>
body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #f5f5f3 }
main { max-width: 32rem; margin: 10vh auto; padding: 2rem; background: #fff; border-top: .5rem solid ${look.colour} }
button { font: inherit; padding: .75rem 1.5rem; border: 0; border-radius: .375rem; color: #fff; background: ${look.colour}; cursor: pointer }
label { display: block; margin: 1rem 0 }
input { display: block; box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .75rem; font: inherit; border: 1px solid #767676; border-radius: .375rem }
input[type=radio] { display: inline; width: auto; margin: 0 .5rem 0 0 }
button:focus-visible, input:focus-visible { outline: 3px solid #1c1c1c; outline-offset: 2px }
</style>
</head>
<body><main><p>${escapeHtml(name)}</p><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`;
}
