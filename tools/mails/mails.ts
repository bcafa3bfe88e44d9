/**
 * `npm run mails`: every notice of every brand in each of its languages, as its examples read, on one page to look at, beside the
 * same in a telephone's width: `.local/mails/index.html`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logoPicture } from '#brands/logos.ts';
import { programmes } from '#brands/programmes.ts';
import { notices } from '#notices/catalogue.ts';
import type { Values } from '#notices/notice.ts';
import { render } from '../../functions/notifications/render.ts';

const folder = join(import.meta.dirname, '../../.local/mails');
mkdirSync(folder, { recursive: true });

const shown = Object.values(programmes).flatMap((programme) =>
  [...notices.values()].flatMap((notice) =>
    programme.languages.flatMap((language) =>
      notice.examples.map((example, at) => {
        const origin = `https://${programme.id}.example`;
        const { subject, html } = render(
          notice,
          programme,
          { name: 'Ana', language },
          {
            values: example as Values,
            actionUrl: `${origin}${notice.leadsTo.startsWith('/') ? '' : '/'}${notice.leadsTo}`,
            ...(notice.owner === 'recycling' && { reference: 'MS-C7F3-K2QB' }),
            ...(notice.topic && { unsubscribeUrl: `${origin}/unsubscribe` }),
          },
        );
        const file = `${programme.id}-${notice.name}-${at + 1}-${language}.html`;
        writeFileSync(
          join(folder, file),
          html.replace('cid:logo', `data:image/png;base64,${logoPicture(programme.id).toString('base64')}`),
        );
        return { file, title: `${programme.name} · ${notice.name} · ${language}`, subject };
      }),
    ),
  ),
);

const figures = shown.map(
  ({ file, title, subject }) => `<section>
<h2><a href="${file}">${title}</a></h2>
<p>${subject}</p>
<iframe loading="lazy" src="${file}" width="640" height="560" title="${title}"></iframe>
<iframe loading="lazy" src="${file}" width="375" height="560" title="${title}, on a telephone"></iframe>
</section>`,
);
const page = join(folder, 'index.html');
writeFileSync(
  page,
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Mails</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem } section { width: 66rem } iframe { border: 1px solid #999; margin-right: 1rem }</style></head>
<body><h1>${shown.length} mails</h1>${figures.join('\n')}</body>
</html>
`,
);
console.log(`${shown.length} mails: ${page}`);
