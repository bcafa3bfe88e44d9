/**
 * Who may do what: every route with what each role meets there. Written by hand and reviewed, never derived from the
 * declarations it is compared with.
 *
 *   in    the route answers, be it that the thing does not exist or that the request is incomplete
 *   401   no valid access token of this route's pool and brand: customers', organisations' and prescribers' tokens are
 *         not valid at staff routes, nor those of staff anywhere else
 *   403   signed in, in the wrong role
 *
 * `stranger` is what somebody of a right role meets who asks for a thing of another: at staff routes a thing of another
 * brand's customer, elsewhere one of another customer.
 *
 *   404   it does not exist, in the same words as for an id that somebody made up
 *   none  an answer without content, the same as for an id that somebody made up
 *   -     the route names no thing: it is about the caller, or its token is all there is
 */
const written = `
route                                                    anyone customer organisation prescriber agent manager warehouse admin  stranger

GET    /api/open/health                                  in     in       in           in         in    in      in        in     -
GET    /api/open/openapi.json                            in     in       in           in         in    in      in        in     -

POST   /api/open/customers                               in     in       in           in         in    in      in        in     -
GET    /api/open/customers/confirmations/{token}         in     in       in           in         in    in      in        in     -
POST   /api/open/customers/confirmations/{token}         in     in       in           in         in    in      in        in     -
GET    /api/customers/me                                 401    in       403          403        401   401     401       401    -
PATCH  /api/customers/me                                 401    in       403          403        401   401     401       401    -
GET    /api/customers/me/timeline                        401    in       403          403        401   401     401       401    -
POST   /api/customers/me/cards                           401    in       403          403        401   401     401       401    -
GET    /api/staff/customers/{customerId}                 401    401      401          401        in    in      403       in     404
GET    /api/staff/customers/{customerId}/timeline        401    401      401          401        in    in      403       in     404

GET    /api/devices                                      401    in       403          403        401   401     401       401    -
GET    /api/devices/{deviceId}                           401    in       403          403        401   401     401       401    404
POST   /api/devices/claims                               401    in       403          403        401   401     401       401    -
DELETE /api/devices/{deviceId}/claim                     401    in       403          403        401   401     401       401    404
POST   /api/devices/receipts                             401    in       403          403        401   401     401       401    -
POST   /api/staff/devices                                401    401      401          401        403   in      403       in     -

GET    /api/points/balance                               401    in       403          403        401   401     401       401    -
GET    /api/points/entries                               401    in       403          403        401   401     401       401    -
GET    /api/points/entries/{entryId}/why                 401    in       403          403        401   401     401       401    404
GET    /api/staff/points/customers/{customerId}/balance  401    401      401          401        in    in      403       in     404
GET    /api/staff/points/customers/{customerId}/entries  401    401      401          401        in    in      403       in     404
GET    /api/staff/points/customers/{customerId}/entries/{entryId}/why 401    401      401          401        in    in      403       in     404
GET    /api/staff/points/customers/{customerId}/redemptions 401    401      401          401        in    in      403       in     404
POST   /api/staff/points/customers/{customerId}/adjustments 401    401      401          401        403   in      403       403    -
GET    /api/staff/points/adjustments                     401    401      401          401        403   in      403       in     -
POST   /api/staff/points/adjustments/{adjustmentId}/approval 401    401      401          401        403   in      403       in     404
POST   /api/staff/points/adjustments/{adjustmentId}/rejection 401    401      401          401        403   in      403       in     404
PUT    /api/staff/customers/{customerId}/segments        401    401      401          401        in    in      403       in     -
GET    /api/points/redemptions                           401    in       403          403        401   401     401       401    -
GET    /api/points/rewards                               401    in       403          403        401   401     401       401    -
POST   /api/points/redemptions                           401    in       403          403        401   401     401       401    -
POST   /api/staff/points/redemptions/{redemptionId}/cancel 401 401     401          401        in    in      403       in     404
POST   /api/staff/points/rewards/{rewardId}/stock        401    401      401          401        403   in      403       in     -

POST   /api/recycling/cases                              401    in       403          403        401   401     401       401    -
GET    /api/recycling/cases                              401    in       403          403        401   401     401       401    -
GET    /api/recycling/cases/{caseId}                     401    in       403          403        401   401     401       401    404
POST   /api/recycling/cases/{caseId}/cancel              401    in       403          403        401   401     401       401    404
POST   /api/recycling/cases/{caseId}/extension           401    in       403          403        401   401     401       401    404
GET    /api/recycling/cases/{caseId}/label               401    in       403          403        401   401     401       401    404
GET    /api/recycling/cases/{caseId}/certificate         401    in       403          403        401   401     401       401    404
POST   /api/open/recycling/carrier                       in     in       in           in         in    in      in        in     -
POST   /api/staff/recycling/scans                        401    401      401          401        in    in      in        403    -
GET    /api/staff/recycling/parcels                      401    401      401          401        in    in      in        403    -
POST   /api/staff/recycling/parcels/{parcelId}/settle    401    401      401          401        in    in      in        in     404
GET    /api/staff/recycling/cases                        401    401      401          401        in    in      in        403    -
GET    /api/staff/recycling/cases/{caseId}               401    401      401          401        in    in      in        in     404
POST   /api/staff/recycling/cases/{caseId}/scans         401    401      401          401        in    in      in        in     404
POST   /api/staff/recycling/cases/{caseId}/receipt       401    401      401          401        403   403     in        in     404
POST   /api/staff/recycling/cases/{caseId}/outcome       401    401      401          401        403   403     in        in     404
POST   /api/staff/recycling/cases/{caseId}/review        401    401      401          401        in    in      403       in     404
POST   /api/staff/recycling/cases/{caseId}/cancel        401    401      401          401        in    in      403       in     404
POST   /api/staff/recycling/cases/{caseId}/mails/{document}/again 401 401     401          401        in    in      403       in     404

GET    /api/staff/collections                            401    401      401          401        in    in      in        in     -
POST   /api/staff/collections                            401    401      401          401        403   in      in        in     -
GET    /api/staff/collections/reviews                    401    401      401          401        in    in      in        in     -
GET    /api/staff/collections/{collectionId}             401    401      401          401        in    in      in        in     404
POST   /api/staff/collections/{collectionId}/withdrawals 401    401      401          401        403   in      in        in     404
POST   /api/staff/collections/{collectionId}/emptyings   401    401      401          401        403   in      in        in     404
POST   /api/staff/collections/{collectionId}/weighings   401    401      401          401        403   in      in        in     404
POST   /api/staff/collections/{collectionId}/receipts    401    401      401          401        403   in      in        in     404
POST   /api/staff/collections/{collectionId}/review      401    401      401          401        in    in      403       in     404
GET    /api/staff/collections/bins/{deviceId}/emptyings  401    401      401          401        in    in      in        in     404
GET    /api/staff/collections/bins/{deviceId}/deposits   401    401      401          401        in    in      in        in     404
GET    /api/staff/collections/bins/{deviceId}/statement  401    401      401          401        in    in      in        in     404
GET    /api/staff/collections/custody/{depositId}        401    401      401          401        in    in      in        in     404

GET    /api/notifications                                401    in       403          403        401   401     401       401    -
GET    /api/notifications/preferences                    401    in       403          403        401   401     401       401    -
PUT    /api/notifications/preferences                    401    in       403          403        401   401     401       401    -
GET    /api/open/notifications/unsubscribe/{token}       in     in       in           in         in    in      in        in     -
POST   /api/open/notifications/unsubscribe/{token}       in     in       in           in         in    in      in        in     -
`;

export const roles = [
  'anyone',
  'customer',
  'organisation',
  'prescriber',
  'agent',
  'manager',
  'warehouse',
  'admin',
] as const;
export type Role = (typeof roles)[number];

const outcomes = ['in', '401', '403'] as const;
export type Outcome = (typeof outcomes)[number];

const strangers = ['404', 'none', '-'] as const;

export interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly outcomes: Readonly<Record<Role, Outcome>>;
  readonly stranger: (typeof strangers)[number];
}

const [heading = '', ...lines] = written.split('\n').filter((line) => line !== '');
if (heading.split(/\s+/).join() !== ['route', ...roles, 'stranger'].join()) throw new Error('the columns are others');

/** The table above, row by row. Throws where a cell is missing or no outcome. */
export const table: readonly Row[] = lines.map((line) => {
  const [method, path = '', ...cells] = line.split(/\s+/);
  const stranger = strangers.find((each) => each === cells.at(-1));
  const legal = cells.slice(0, -1).every((cell) => outcomes.some((outcome) => outcome === cell));
  if (!legal || cells.length !== roles.length + 1 || stranger === undefined) throw new Error(`no row: ${line}`);
  const met = Object.fromEntries(roles.map((role, at) => [role, cells[at]]));
  return { method: method as Row['method'], path, outcomes: met as Row['outcomes'], stranger };
});

/** What a row's route is called in the declarations and in a test's name. */
export const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** Routes that one side lists and the other does not. */
export function missing(rows: readonly string[], declared: readonly string[]): string[] {
  return [
    ...declared.filter((route) => !rows.includes(route)).map((route) => `the table lacks ${route}`),
    ...rows.filter((route) => !declared.includes(route)).map((route) => `nobody declares ${route}`),
    ...rows.filter((route, at) => rows.indexOf(route) !== at).map((route) => `the table has ${route} twice`),
  ];
}
