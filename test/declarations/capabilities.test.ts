import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { customerChanged } from '#events/customers/customer.changed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import type { Contract } from '#layers/runtime/contract.ts';
import type { Route } from '#layers/runtime/routes.ts';
import { type Declared, declaredCapabilities, gatewayRoutes, refuseLooseEnds } from '../../infra/capabilities.ts';

const declared = (contract: Partial<Contract>, entries: Declared['entries'] = [], routes: string[] = []): Declared => ({
  contract: { capability: 'devices', hears: [], says: [], timers: {}, personal: [], ...contract },
  ownsItems: true,
  entries,
  routes: Object.fromEntries(routes.map((key) => [key, { who: ['anyone'], summary: '' }])),
});

const byAnId: Route = {
  who: ['provider'],
  signedBy: 'carrier',
  summary: '',
  body: z.object({ ids: z.string() }),
  once: { from: 'id' },
};

const byCustomers: Route = { who: ['customer'], summary: '' };

describe('capabilities fit together', () => {
  it('as they are declared', async () => {
    expect((await declaredCapabilities()).map(({ contract }) => contract.capability)).toEqual(
      expect.arrayContaining(['admins', 'customers', 'devices', 'notifications', 'outbox', 'points', 'timers']),
    );
  });

  it.each([
    [
      'an event that nobody hears',
      [declared({ says: [depositRecorded] })],
      'devices says deposit.recorded, which nobody hears',
    ],
    [
      'an event that nobody says',
      [declared({}), declared({ capability: 'points', hears: [depositRecorded] }, ['on-event'])],
      'points hears deposit.recorded, which nobody says',
    ],
    [
      'an event of somebody else',
      [declared({ capability: 'customers', says: [pointsRefused] })],
      'customers says points.refused, which is points’s',
    ],
    [
      'events heard without an entry',
      [declared({ says: [depositRecorded] }), declared({ capability: 'points', hears: [depositRecorded] })],
      'functions/points/on-event.ts is missing',
    ],
    [
      'timers without an entry',
      [declared({ timers: { silence: 'deadline' } })],
      'functions/devices/on-timer.ts is missing',
    ],
    [
      'needs of an entry that is not there',
      [declared({ needs: { sendsMail: ['on-event'] } })],
      'functions/devices/on-event.ts is missing',
    ],
    [
      'silence about the items of customers, by who hears of them',
      [declared({ capability: 'points', hears: [customerChanged], personal: undefined }, ['on-event'])],
      'functions/points/contract.ts does not say which of its items are a customer’s',
    ],
    [
      'a word about the items of another',
      [declared({ personal: [{ items: 'points#*#account#*', exported: 'whole', erased: 'removed' }] })],
      'functions/devices/contract.ts speaks of points#*#account#*, which is not its own',
    ],
    [
      'a route known by a field that nobody sends',
      [{ ...declared({}, ['api']), routes: { 'POST /open/news': byAnId } }],
      'functions/devices/routes.ts: POST /open/news is known by a field that its body lacks',
    ],
    [
      'what customers change where it cannot be read whether they were signed out',
      [{ ...declared({}, ['api']), routes: { 'POST /things': byCustomers } }],
      'devices does not read people, whose sessions tell who may POST /things',
    ],
    ['routes without an entry', [declared({}, [], ['GET /'])], 'functions/devices/api.ts is missing'],
    [
      'an entry that nothing calls',
      [declared({}, ['on-timer'])],
      'functions/devices/on-timer.ts has nothing to answer',
    ],
  ])('and %s is refused', (_what, capabilities, reason) => {
    expect(() => refuseLooseEnds(capabilities)).toThrow(reason);
  });

  it('and an event may be heard before there is a capability that says it', () => {
    expect(() =>
      refuseLooseEnds([declared({ capability: 'points', hears: [depositRecorded] }, ['on-event'])]),
    ).not.toThrow();
  });

  it('and an event kept for the record needs nobody to hear it', () => {
    expect(() => refuseLooseEnds([declared({ capability: 'points', says: [pointsRefused] })])).not.toThrow();
  });
});

describe('the gateway opens', () => {
  it('only the areas that a capability has, and whole paths as they are', () => {
    const routes = gatewayRoutes(declared({}, ['api'], ['GET /', 'GET /{id}', 'POST /staff', 'GET /api/open/health']));
    expect(routes).toEqual([
      { key: 'ANY /api/devices', area: 'own' },
      { key: 'ANY /api/devices/{proxy+}', area: 'own' },
      { key: 'ANY /api/staff/devices', area: 'staff' },
      { key: 'ANY /api/staff/devices/{proxy+}', area: 'staff' },
      { key: 'GET /api/open/health', area: 'open' },
      { key: 'HEAD /api/open/health', area: 'open' },
    ]);
  });
});
