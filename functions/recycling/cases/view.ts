import type { Language, Recycling } from '#brands/programmes.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import { attention, isOver, missingOf, type State, stateOf, toReturn } from '../rules.ts';
import type { Case } from './case.ts';

interface ShownStep {
  readonly name: string;
  /** When it happened … */
  readonly at?: Instant;
  /** … or by when it will. */
  readonly promisedBy?: Instant;
}

/** A case as its customer sees it: what happened when, and what comes next by when. */
export function shown(found: Case, recycling: Recycling, language: Language) {
  const { caseId, reference, serials, reason, result } = found;
  const state = stateOf(found);
  return {
    id: caseId,
    reference,
    state,
    ...(result !== undefined && { result }),
    reason,
    serials: [...serials],
    ...(found.receipt && { missing: missingOf(found) }),
    ...(found.label && { tracking: found.label.tracking }),
    steps: stepsOf(found, recycling),
    next: nextOf(found, recycling, language),
  };
}

/**
 * The way of a case: what is behind it with its date, and what is ahead with its promise. All of it stands here in the order in
 * which it can only happen, which decides between facts of one instant.
 */
function stepsOf(found: Case, recycling: Recycling): ShownStep[] {
  const { label, receipt, outcome, acceptedAt } = found;
  const arrives = found.inTransitAt && later(found.inTransitAt, days(recycling.lostAfterDays));
  const handled = found.receivedAt && later(found.receivedAt, days(recycling.handlingDays));
  const way: [string, Instant | undefined, { promisedBy?: Instant | undefined }?][] = [
    ['requested', found.requestedAt, {}],
    ['accepted', acceptedAt === undefined ? found.admittedAt : undefined],
    ['label-sent', label?.at, { promisedBy: later(found.requestedAt, days(1)) }],
    ['extended', found.extendedAt],
    ['expired', found.expiredAt],
    ['in-transit', found.inTransitAt, { promisedBy: found.expiredAt ? undefined : label?.expiresAt }],
    ['delivered', found.deliveredAt],
    ['lost', found.lostAt],
    ['received', found.receivedAt, { promisedBy: found.lostAt ? undefined : arrives }],
    ['inspected', receipt?.at, { promisedBy: handled }],
    ['accepted', acceptedAt],
    ['cancelled', found.cancelledAt],
    [outcome?.outcome ?? 'recycled', outcome?.at, { promisedBy: handled }],
    ['returned', found.returnedAt],
    ['certified', found.certifiedAt],
    ['closed', found.closedAt],
  ];
  const ended = [found.cancelledAt, found.closedAt, outcome?.at].some((each) => each !== undefined);
  const happened = way.flatMap(([name, at]) => (at === undefined ? [] : [{ name, at }]));
  happened.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const ahead = way.flatMap(([name, at, expected]) =>
    at === undefined && expected !== undefined && !skipped(name, found)
      ? [{ name, promisedBy: expected.promisedBy }]
      : [],
  );
  return [...happened, ...(ended ? [] : ahead)];
}

/** What was passed over has no date, and needs none: a scan on the way, a label that came too late. */
const skipped = (name: string, { receivedAt, inTransitAt }: Case): boolean =>
  (name === 'in-transit' && receivedAt !== undefined) ||
  (name === 'label-sent' && (inTransitAt ?? receivedAt) !== undefined);

type Who = 'you' | 'us' | 'carrier' | 'nobody';
type Next = readonly [who: Who, texts: { readonly [L in Language]: string }];

const weClose: Next = ['us', { es: 'Cerramos el caso', ca: 'Tanquem el cas', en: 'We close the case' }];

const nextOfState: { [S in State]: Next } = {
  requested: ['us', { es: 'Preparamos tu etiqueta', ca: 'Preparem la teva etiqueta', en: 'We make your label' }],
  'label-sent': [
    'you',
    {
      es: 'Entrega el paquete con la etiqueta',
      ca: 'Lliura el paquet amb l’etiqueta',
      en: 'Hand in the parcel with the label',
    },
  ],
  'in-transit': [
    'carrier',
    { es: 'El paquete llega al almacén', ca: 'El paquet arriba al magatzem', en: 'The parcel reaches us' },
  ],
  delivered: [
    'us',
    {
      es: 'El transportista lo ha entregado: lo buscamos en el almacén',
      ca: 'El transportista l’ha lliurat: el busquem al magatzem',
      en: 'The carrier has delivered it: we look for it in the warehouse',
    },
  ],
  received: ['us', { es: 'Revisamos lo que llegó', ca: 'Revisem el que va arribar', en: 'We look at what came' }],
  inspected: [
    'us',
    { es: 'Decidimos qué se hace con ello', ca: 'Decidim què se’n fa', en: 'We decide what becomes of it' },
  ],
  'in-review': [
    'us',
    {
      es: 'Una persona revisa tu caso y decide cómo sigue',
      ca: 'Una persona revisa el teu cas i decideix com segueix',
      en: 'Somebody looks at your case and decides how it goes on',
    },
  ],
  expired: [
    'you',
    {
      es: 'La etiqueta caducó. Si ya lo enviaste, seguirá su curso; si no, anula el caso y pide otra',
      ca: 'L’etiqueta va caducar. Si ja ho vas enviar, seguirà el seu curs; si no, anul·la el cas i demana’n una altra',
      en: 'The label expired. If you sent it already it will go on; if not, call the case off and ask for another',
    },
  ],
  lost: ['us', { es: 'Buscamos el paquete', ca: 'Busquem el paquet', en: 'We look for the parcel' }],
  cancelled: weClose,
  recycled: [
    'us',
    { es: 'Te enviamos el certificado', ca: 'T’enviem el certificat', en: 'We send you the certificate' },
  ],
  refurbished: weClose,
  rejected: weClose,
  closed: [
    'nobody',
    { es: 'Nada más: el caso está cerrado', ca: 'Res més: el cas està tancat', en: 'Nothing more: the case is closed' },
  ],
};

const goesBack: Next = [
  'us',
  { es: 'Te lo enviamos de vuelta', ca: 'T’ho enviem de tornada', en: 'We send it back to you' },
];

const comesBack: Next = [
  'carrier',
  {
    es: 'Cuando llegue el paquete te lo enviamos de vuelta',
    ca: 'Quan arribi el paquet te l’enviem de tornada',
    en: 'When the parcel reaches us we send it back to you',
  },
];

function nextOf(found: Case, recycling: Recycling, language: Language) {
  const state = stateOf(found);
  const { inTransitAt, receivedAt } = found;
  const comes = state === 'cancelled' && inTransitAt !== undefined && receivedAt === undefined && !isOver(found);
  const [who, texts] = toReturn(found) ? goesBack : comes ? comesBack : nextOfState[state];
  const by = byWhen(found, recycling, state);
  return { who, text: texts[language], ...(by !== undefined && { by }) };
}

/** By when what comes next has happened, or something else will. */
function byWhen(found: Case, recycling: Recycling, state: State): Instant | undefined {
  const { label, inTransitAt, receivedAt, expiredAt, lostAt, outcome } = found;
  const after = (at: Instant | undefined, count: number) => at && later(at, days(count));
  switch (state) {
    case 'requested':
      return after(found.requestedAt, 1);
    case 'label-sent':
      return label?.expiresAt;
    case 'in-transit':
    case 'delivered':
      return after(inTransitAt, recycling.lostAfterDays);
    case 'expired':
    case 'lost':
      return after(lostAt ?? expiredAt, recycling.lateDays);
    case 'received':
    case 'inspected':
    case 'in-review':
      return after(receivedAt ?? found.requestedAt, recycling.handlingDays);
    case 'cancelled':
      return lostAt ? after(lostAt, recycling.lateDays) : after(receivedAt ?? inTransitAt, recycling.lostAfterDays);
    case 'closed':
      return undefined;
    default:
      return after(outcome?.at, recycling.handlingDays);
  }
}

/** A case as staff see it in a list: why it needs somebody. */
export const listed = (found: Case) => ({
  id: found.caseId,
  reference: found.reference,
  state: stateOf(found),
  attention: attention(found),
  reason: found.reason,
  serials: [...found.serials],
  ...(found.trouble !== undefined && { trouble: found.trouble }),
});
