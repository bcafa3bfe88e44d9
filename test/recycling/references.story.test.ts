/** What people call a case by, in place of its id: on the phone, at the counter, on the wrong brand's page. */
import { describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import { labelled } from './cases.ts';
import { deskOf, sender } from './returns.ts';
import './quick-papers.ts';

const here = await place();

/** The same with its last character wrong. */
const mistyped = (reference: string) => `${reference.slice(0, -1)}${reference.endsWith('7') ? '8' : '7'}`;

describe('a case is found by its reference', () => {
  it('by its customer and by staff, as they happen to write it, and by nobody else', async () => {
    const [nuria, other] = [await sender(here, 'microsmile', 'ref'), await sender(here, 'microsmile', 'ref')];
    const { id } = await labelled(nuria);
    const { reference } = await nuria.sees(id);
    expect(reference).toMatch(/^MS-C/);
    const desk = await deskOf(here, 'microsmile');
    expect(await desk.reads(reference.toLowerCase().replaceAll('-', '%20'))).toMatchObject({ id, reference });
    expect(await nuria.sees(reference)).toMatchObject({ id, reference });
    expect((await nuria.loads(reference, 'label')).status).toBe(200);
    expect((await other.me.get<{ code: string }>(`/api/recycling/cases/${reference}`)).body.code).toBe('not-found');
    const elsewhere = await deskOf(here, 'keyphone');
    expect((await elsewhere.receive(reference)).body.code).toBe('not-found');
    expect((await nuria.cancels(reference)).status).toBe(200);
    expect((await nuria.sees(id)).state).toBe('closed');
  });

  it('not with a wrong character: whoever typed it is told so', async () => {
    const nuria = await sender(here, 'microsmile', 'ref');
    const { reference } = await nuria.sees((await labelled(nuria)).id);
    const wrong = mistyped(reference);
    const refused = await nuria.me.get<{ code: string; detail: string }>(`/api/recycling/cases/${wrong}`);
    expect([refused.status, refused.body.code]).toEqual([400, 'reference-mistyped']);
    expect(refused.body.detail).toContain('letra por letra');
    const desk = await deskOf(here, 'microsmile');
    expect((await desk.scan(wrong)).body.code).toBe('reference-mistyped');
    expect((await desk.strays()).some(({ code }) => code === wrong)).toBe(false);
  });

  it('by the warehouse, scanned or typed, by reference or id', async () => {
    const nuria = await sender(here, 'microsmile', 'ref');
    const { id } = await labelled(nuria);
    const { reference } = await nuria.sees(id);
    const desk = await deskOf(here, 'microsmile');
    const ways = [reference, reference.replaceAll('-', ''), id].flatMap((each) => [each, `vuelta:microsmile:${each}`]);
    for (const way of ways) {
      expect([way, (await desk.scan(way, 'in-transit')).body]).toEqual([
        way,
        expect.objectContaining({ known: true, caseId: id, reference }),
      ]);
    }
    const elsewhere = await deskOf(here, 'keyphone');
    expect((await elsewhere.scan(`vuelta:microsmile:${reference}`)).body.known).toBe(false);
  });
});
