import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Programme, programmes, type Recycling } from '#brands/programmes.ts';
import { driver } from '../world/driver.ts';
import { linesOf } from './read-paper.ts';
import { type Desk, deskOf, type Sender, sender, serialOf } from './returns.ts';

const brand = 'microsmile';
const { devices, recycling } = programmes[brand] as Programme & { recycling: Recycling };
const { toothbrush } = recycling.impact;

// The brand has brushes and lamps with figures of their own, and e-bikes that nobody has published anything of.
devices.kinds.push('ebike', 'lamp');
recycling.impact = { ...recycling.impact, ...(toothbrush && { lamp: { ...toothbrush, grams: 400 } }) };

const here = await driver();
let desk: Desk;
let ana: Sender;

beforeAll(async () => {
  desk = await deskOf(here, brand);
});
beforeEach(async () => {
  ana = await sender(here, brand, 'ana');
});

/** A device of this kind that its owner claimed, by its serial. */
async function claimed(kind: string): Promise<string> {
  const { serial, claimCode } = await here.provisions(brand, { kind });
  await ana.me.send('POST', '/api/devices/claims', { serial, code: claimCode });
  await here.quiet();
  return serial;
}

/** Sends these back together: what stands on their certificate and in the timeline once they were recycled. */
async function recycles(...serials: string[]): Promise<{ paper: string; told: string | undefined }> {
  const [serial = '', ...more] = serials;
  const { id } = (await ana.asks({ serial, ...(more.length > 0 && { more }) })).body;
  await here.quiet();
  await desk.count(id, serials);
  await desk.decide(id, 'recycled');
  await here.quiet();
  const paper = (await linesOf((await ana.loads(id, 'certificate')).body)).join(' ');
  const { body } = await ana.me.get<{ entries: { text: string }[] }>('/api/customers/me/timeline');
  return { paper, told: body.entries.find(({ text }) => text.startsWith('Emitimos'))?.text };
}

describe('the certificate of a brand with several kinds of device', () => {
  it('gives the figures of the kind that the device is', async () => {
    const { paper, told } = await recycles(await claimed('toothbrush'));
    expect(paper).toContain('Peso de lo reciclado 90 g CO₂e evitado 106 g');
    expect(told).toBe('Emitimos el certificado de reciclaje: 90 g, 106 g de CO₂e evitados');
  });

  it('adds up a box of several kinds, each by its own figures', async () => {
    const { paper, told } = await recycles(await claimed('toothbrush'), await claimed('lamp'), await claimed('lamp'));
    expect(told).toBe('Emitimos el certificado de reciclaje: 890 g, 1046 g de CO₂e evitados');
    expect(paper).toContain('890 g');
    for (const sum of ['1 × 90 g', '2 × 400 g']) expect(paper).toContain(sum);
  });

  it('has none where there are none of that kind, and says why', async () => {
    const { paper, told } = await recycles(await claimed('ebike'));
    expect(paper).toContain('Dispositivos reciclados 1');
    expect(paper).toContain('no tenemos cifras publicadas de todos estos dispositivos');
    expect(paper).not.toMatch(/\d k?g\b/);
    expect(told).toBe('Emitimos el certificado de reciclaje');
  });

  it('has none where a device of the box is in no register, and says why', async () => {
    const { paper, told } = await recycles(await claimed('toothbrush'), serialOf());
    expect(paper).toContain('no sabemos qué tipo de dispositivo es cada uno');
    expect(paper).not.toMatch(/\d k?g\b/);
    expect(told).toBe('Emitimos el certificado de reciclaje');
  });
});
