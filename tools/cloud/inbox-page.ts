/** The inbox as people see it: one page with the list, and the mail they chose above it. */
import type { Message } from './mail.ts';

export const inboxPage = (messages: readonly Message[], chosen: string | null): string => {
  const message = messages.find(({ id }) => id === chosen);
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${message ? `${escaped(message.subject)} – ` : ''}Inbox</title>
  <style>${style}</style>
</head>
<body>
  <header>
    <h1>Inbox</h1>
    <p>Every mail sent on this computer, to anybody. Nothing here leaves it.</p>
    <nav><a href="/">Look again</a> <button type="button" id="forget">Forget all</button></nav>
  </header>
  <main>${message ? reading(message) : ''}${listing(messages, chosen)}</main>
  <script>
    document.getElementById('forget').onclick = () => fetch('/messages', { method: 'DELETE' }).then(() => location.assign('/'));
  </script>
</body>
</html>`;
};

const listing = (messages: readonly Message[], chosen: string | null): string =>
  messages.length === 0
    ? '<p>No mail yet.</p>'
    : `
  <table>
    <caption>${messages.length === 1 ? '1 mail' : `${messages.length} mails, newest first`}</caption>
    <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th><th scope="col">Date</th></tr></thead>
    <tbody>${messages.map((message) => row(message, message.id === chosen)).join('')}</tbody>
  </table>`;

const row = ({ id, subject, to, from, date }: Message, chosen: boolean): string => `
  <tr>
    <td><a href="/?id=${id}"${chosen ? ' aria-current="true"' : ''}>${escaped(subject) || '(no subject)'}</a></td>
    <td>${escaped(to.join(', '))}</td>
    <td>${escaped(from)}</td>
    <td><time datetime="${date}">${date.slice(0, 16).replace('T', ' ')}</time></td>
  </tr>`;

const reading = ({ id, subject, from, to, text, html, headers, attachments }: Message): string => `
  <article aria-labelledby="subject">
    <h2 id="subject">${escaped(subject) || '(no subject)'}</h2>
    <p>From ${escaped(from)} to ${escaped(to.join(', '))}</p>
    ${html ? `<iframe title="The mail as its reader sees it" src="/messages/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>` : ''}
    ${section('Text', `<pre tabindex="0">${escaped(text)}</pre>`, !html)}
    ${attachments.length > 0 ? section('Attachments', `<ul>${attachments.map((file, n) => `<li><a href="/messages/${id}/attachments/${n}">${escaped(file.filename) || `Attachment ${n + 1}`}</a> (${escaped(file.contentType)}, ${file.size} bytes)</li>`).join('')}</ul>`, true) : ''}
    ${section(
      'Headers',
      `<dl>${Object.entries(headers)
        .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
        .join('')}</dl>`,
      false,
    )}
  </article>`;

const section = (title: string, content: string, open: boolean): string =>
  `<details${open ? ' open' : ''}><summary>${title}</summary>${content}</details>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 70rem; margin: 0 auto; padding: 1rem }
  nav { display: flex; gap: 1rem; align-items: center }
  button { font: inherit; padding: .25rem .75rem }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
  table { width: 100%; border-collapse: collapse; margin-top: 2rem }
  caption { text-align: start; font-weight: bold; padding: .5rem 0 }
  th, td { text-align: start; padding: .5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); overflow-wrap: anywhere }
  tr:has([aria-current]) { background: color-mix(in srgb, Highlight 15%, transparent) }
  iframe { width: 100%; height: 60vh; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); background: white }
  pre { white-space: pre-wrap; overflow-wrap: anywhere }
  dt { font-weight: bold } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; white-space: pre-wrap }
  summary { cursor: pointer; font-weight: bold; padding: .25rem 0 }`;
