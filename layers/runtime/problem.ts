import type { Language } from '#brands/programmes.ts';

/** What a refusal says, and what to do about it, in the caller's language. */
export type ProblemText = { readonly status: number } & { readonly [L in Language]: string };

/** A refusal that the caller can read: RFC 9457, with a stable `code`. */
export class Problem extends Error {
  readonly code: string;
  readonly text: ProblemText;
  readonly errors: readonly FieldError[] | undefined;
  /** What a page shows beneath the refusal, as HTML: the next step, such as a form that takes it. */
  nextStep = '';
  constructor(code: string, text: ProblemText, errors?: readonly FieldError[]) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.text = text;
    this.errors = errors;
  }

  /** The same refusal, with the next step for whoever reads it on a page. */
  leadingTo(nextStep: string): this {
    this.nextStep = nextStep;
    return this;
  }
}

/** One field of a request that is wrong, and why. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The problems of one capability: `throw problem('card-taken')`. All of them are its `texts`, by code. */
export function defineProblems<const Texts extends Record<string, ProblemText>>(texts: Texts) {
  const problem = (code: keyof Texts & string, errors?: readonly FieldError[]) =>
    new Problem(code, texts[code] as ProblemText, errors);
  return Object.assign(problem, { texts });
}

/** The problems that any route may answer with. */
export const problem = defineProblems({
  'invalid-request': {
    status: 400,
    es: 'La petición no es válida: revisa los campos indicados en «errors».',
    ca: 'La petició no és vàlida: revisa els camps indicats a «errors».',
    en: 'The request is not valid: see the fields named in "errors".',
  },
  'idempotency-key-missing': {
    status: 400,
    es: 'Falta la cabecera Idempotency-Key (de 1 a 128 caracteres imprimibles): envía una nueva por cada acción.',
    ca: 'Falta la capçalera Idempotency-Key (d’1 a 128 caràcters imprimibles): envia’n una de nova per a cada acció.',
    en: 'The header Idempotency-Key (1 to 128 printable characters) is missing: send a new one for each action.',
  },
  unauthenticated: {
    status: 401,
    es: 'Inicia sesión y envía un token de acceso válido para esta marca.',
    ca: 'Inicia la sessió i envia un testimoni d’accés vàlid per a aquesta marca.',
    en: 'Sign in and send an access token that is valid for this brand.',
  },
  'not-allowed': {
    status: 403,
    es: 'Tu cuenta no tiene permiso para hacer esto.',
    ca: 'El teu compte no té permís per fer això.',
    en: 'Your account may not do this.',
  },
  'not-found': {
    status: 404,
    es: 'No existe, o no es tuyo.',
    ca: 'No existeix, o no és teu.',
    en: 'It does not exist, or it is not yours.',
  },
  'reference-mistyped': {
    status: 400,
    es: 'Esta referencia tiene algún carácter equivocado: compárala con la de tu correo o tu papel, letra por letra.',
    ca: 'Aquesta referència té algun caràcter equivocat: compara-la amb la del teu correu o el teu paper, lletra per lletra.',
    en: 'A character of this reference is wrong: compare it with your mail or paper, letter by letter.',
  },
  'no-such-route': {
    status: 404,
    es: 'Esta dirección no existe: consulta /api/open/openapi.json.',
    ca: 'Aquesta adreça no existeix: consulta /api/open/openapi.json.',
    en: 'There is no such route: see /api/open/openapi.json.',
  },
  'too-large': {
    status: 413,
    es: 'La petición es demasiado grande (máximo 100 kB).',
    ca: 'La petició és massa gran (màxim 100 kB).',
    en: 'The request is too large (100 kB at most).',
  },
  'idempotency-key-reused': {
    status: 422,
    es: 'Esta Idempotency-Key ya se usó con otra petición: usa una nueva.',
    ca: 'Aquesta Idempotency-Key ja es va fer servir amb una altra petició: fes-ne servir una de nova.',
    en: 'This Idempotency-Key was used for another request: send a new one.',
  },
  'bad-signature': {
    status: 401,
    es: 'La firma no es válida, o es demasiado antigua.',
    ca: 'La signatura no és vàlida, o és massa antiga.',
    en: 'The signature is not valid, or too old.',
  },
  'id-reused': {
    status: 409,
    es: 'Este id ya se usó con otro contenido: lo que es nuevo lleva un id nuevo.',
    ca: 'Aquest id ja es va fer servir amb un altre contingut: el que és nou porta un id nou.',
    en: 'This id was used with other content: what is new has a new id.',
  },
  defect: {
    status: 500,
    es: 'Algo falla por nuestra parte y repetir la petición no servirá de nada. Ya hemos tomado nota para arreglarlo.',
    ca: 'Alguna cosa falla per part nostra i repetir la petició no servirà de res. Ja n’hem pres nota per arreglar-ho.',
    en: 'Something is wrong on our side, and sending the request again will not help. We have taken note and will mend it.',
  },
  'try-again': {
    status: 503,
    es: 'Ahora mismo no podemos responder. Inténtalo de nuevo con la misma Idempotency-Key: nada se hará dos veces.',
    ca: 'Ara mateix no podem respondre. Torna-ho a provar amb la mateixa Idempotency-Key: res no es farà dues vegades.',
    en: 'We cannot answer right now. Try again with the same Idempotency-Key: nothing will be done twice.',
  },
});

/** A list was asked for from a place that no page of it ended at. */
export const badCursor = () =>
  problem('invalid-request', [{ field: 'query.cursor', message: 'take it from the page before, as it is' }]);
