import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawingIn } from '#brands/drawing.ts';
import { asyncapi } from '../../infra/asyncapi.ts';
import { declaredCapabilities } from '../../infra/capabilities.ts';
import { withPicture } from '../../infra/machine-picture.ts';
import { openapi } from '../../infra/openapi.ts';
import { programmeSchema } from '../../infra/programme-schema.ts';
import { stageSchema } from '../../infra/stage-file.ts';
import { pictureOf } from '../logos/picture.ts';
import { mailLayout } from '../mails/layout.ts';
import { decisionsPage } from './decisions-page.ts';
import { eventSchemas } from './event-schemas.ts';
import { eventsPage } from './events-page.ts';
import { problemsPage } from './problems-page.ts';

const project = join(import.meta.dirname, '../..');

/** Every document that is made from the code, by its file: what should stand there. */
export async function madeDocuments(): Promise<Record<string, string | Buffer>> {
  const stands = (file: string) => readFileSync(join(project, file), 'utf8');
  return {
    'docs/openapi.json': json(await openapi()),
    'docs/asyncapi.json': json(await asyncapi()),
    'docs/events.md': eventsPage(await declaredCapabilities()),
    'docs/problems.md': await problemsPage(project),
    'docs/decisions/README.md': decisionsPage(project),
    'events/schemas.json': json(eventSchemas()),
    'brands/programme.schema.json': json(programmeSchema()),
    'infra/stage.schema.json': json(stageSchema()),
    'notices/layout/mail.html': await mailLayout(),
    ...(await logoPictures()),
    'functions/recycling/README.md': withPicture(stands('functions/recycling/README.md')),
  };
}

/** The picture of each brand's `logo.svg`. */
async function logoPictures(): Promise<Record<string, Buffer>> {
  const folder = join(project, 'brands');
  const brands = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'logo.svg')));
  const pictures = await Promise.all(
    brands.map(async (brand): Promise<[string, Buffer]> => {
      const file = `brands/${brand}/logo.svg`;
      return [
        file.replace('.svg', '.png'),
        await pictureOf(drawingIn(readFileSync(join(project, file), 'utf8'), file)),
      ];
    }),
  );
  return Object.fromEntries(pictures);
}

const json = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
