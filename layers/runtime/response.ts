import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { TooDeep } from '#layers/table/hash.ts';
import { brandOfRequest } from './caller.ts';
import { preferredLanguage } from './language.ts';
import { count, logger } from './observe.ts';
import { Problem, problem } from './problem.ts';
import { isJson } from './request.ts';
import { isDefect } from './retries.ts';
import type { Route } from './routes.ts';
import { signatureHeader } from './signature.ts';
import { page } from './web-page.ts';

type Result = APIGatewayProxyStructuredResultV2;

/** The response of a route to what its handler answers. */
export function respond({ status = 200, media }: Route, answer: unknown): Result {
  if (status === 204) return { statusCode: status, headers: { 'cache-control': 'no-store' } };
  if (answer instanceof Uint8Array) return bytes(status, media as string, answer);
  if (media !== undefined)
    return {
      statusCode: status,
      headers: { ...pageHeaders, 'content-type': `${media}; charset=utf-8` },
      body: answer as string,
    };
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(answer),
  };
}

/** The gateway takes bytes as base64 and sends them as they are. */
const bytes = (statusCode: number, media: string, content: Uint8Array): Result => ({
  statusCode,
  headers: { 'cache-control': 'no-store', 'content-type': media, 'x-content-type-options': 'nosniff' },
  body: Buffer.from(content).toString('base64'),
  isBase64Encoded: true,
});

/** A page of ours runs no script, loads nothing from elsewhere and stands in nobody's frame; its address holds a token. */
const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * What anything that was thrown says to the caller, in the caller's language: a page at the routes that answer in pages, unless
 * it was a program that sent JSON there; a problem document everywhere else.
 */
export function refusal(event: APIGatewayProxyEventV2, error: unknown, route?: Route): Result {
  const refused = asProblem(error);
  const { code, errors, nextStep } = refused;
  const { status, ...texts } = refused.text;
  const programme = programmeOfRequest(event);
  const language = programme === undefined ? 'en' : preferredLanguage(programme, event.headers['accept-language']);
  if (programme !== undefined && route?.media === 'text/html' && !isJson(event)) {
    return {
      statusCode: status,
      headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' },
      body: page(programme, language, texts[language], nextStep),
    };
  }
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': code === 'bad-signature' ? signatureHeader : 'Bearer' }),
    },
    body: JSON.stringify({
      type: `urn:vuelta:problem:${code}`,
      title: code,
      status,
      code,
      detail: texts[language],
      errors,
    }),
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CauseChanged) return problem('idempotency-key-reused');
  if (error instanceof TooDeep) return problem('invalid-request', [{ field: 'body', message: error.message }]);
  return unforeseen(error);
}

function programmeOfRequest(event: APIGatewayProxyEventV2): Programme | undefined {
  try {
    return programmeOf(brandOfRequest(event));
  } catch {
    return undefined;
  }
}

function unforeseen(error: unknown): Problem {
  logger.error('request failed', { error: error as Error });
  count('RequestFailed');
  if (!isDefect(error)) return problem('try-again');
  count('Defect');
  return problem('defect');
}
