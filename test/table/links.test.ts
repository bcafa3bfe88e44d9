import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { commit } from '#layers/table/commit.ts';
import { linkOf, mintLink } from '#layers/table/link.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const confirm = { owner: 'customers', purpose: 'confirm-email' };
const expiresAt = '2026-11-29T10:00:00.000Z';
let world: BareWorld;

beforeEach(() => {
  world = bareWorld({ start: '2026-11-22T10:00:00.000Z' });
});

/** The token of a stored link of a customer, good for a week. */
async function mailed(subject = 'c-1'): Promise<string> {
  const link = { brand: 'retorno', subject, expiresAt };
  const { token, change } = mintLink(confirm, link);
  await commit(origin({ owner: 'notifications' }), { changes: [change] });
  return token;
}

describe('a link in a mail', () => {
  it('leads to whom it was made for, and says from when on its time is over', async () => {
    const token = await mailed();
    expect(await linkOf(confirm, 'retorno', token)).toMatchObject({ subject: 'c-1', isOver: false });
    await world.until('2026-11-29T09:59:59.999Z');
    expect(await linkOf(confirm, 'retorno', token)).toMatchObject({ subject: 'c-1', isOver: false });
    await world.until(expiresAt);
    expect(await linkOf(confirm, 'retorno', token)).toMatchObject({ subject: 'c-1', isOver: true });
  });

  it('opens nothing else: no other purpose, owner or brand', async () => {
    const token = await mailed();
    expect(await linkOf({ ...confirm, purpose: 'reset-password' }, 'retorno', token)).toBeUndefined();
    expect(await linkOf({ ...confirm, owner: 'billing' }, 'retorno', token)).toBeUndefined();
    expect(await linkOf(confirm, 'mixsoon', token)).toBeUndefined();
  });

  it('cannot be made up', async () => {
    const token = await mailed();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (made) => {
        fc.pre(made !== token);
        expect(await linkOf(confirm, 'retorno', made)).toBeUndefined();
      }),
    );
    expect(await linkOf(confirm, 'retorno', token.slice(0, -1))).toBeUndefined();
  });

  it('has a random token of 128 bits, which is stored nowhere', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, n) => mailed(`c-${n}`)));
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) {
      expect(token).toMatch(/^[\w-]{22}$/);
      expect(JSON.stringify([...world.table.items()])).not.toContain(token);
    }
  });

  it('goes from the table by itself a month after its time is over', async () => {
    await mailed();
    expect([...world.table.items()]).toMatchObject([{ ttl: Date.parse('2026-12-29T10:00:00.000Z') / 1000 }]);
  });
});
