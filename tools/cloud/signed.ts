/**
 * Requests to the emulator signed by its own credentials, for the few calls whose SDK clients would be dependencies for
 * them alone. Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';
import { region, root } from './emulator.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Sends a request without a query and answers its text; throws where the answer is no success. */
export async function signedFetch(
  service: string,
  method: 'POST' | 'PUT',
  url: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<string> {
  const { host, pathname } = new URL(url);
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const sent: Record<string, string> = { ...headers, host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': at };
  const names = Object.keys(sent).sort();
  const lines = names.map((name) => `${name}:${sent[name]}\n`).join('');
  const request = [method, pathname, '', lines, names.join(';'), sha256(body)].join('\n');
  const scope = `${at.slice(0, 8)}/${region}/${service}/aws4_request`;
  const key = scope.split('/').reduce<string | Buffer>(keyed, `AWS4${root.secretAccessKey}`);
  const signature = keyed(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(request)}`).toString('hex');
  const response = await fetch(url, {
    method,
    headers: {
      ...sent,
      authorization: `AWS4-HMAC-SHA256 Credential=${root.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
    body: body === '' ? undefined : body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}

/** Calls an operation of IAM with its parameters. */
export async function callIam(endpoint: string, operation: string, parameters: Record<string, string>): Promise<void> {
  const body = new URLSearchParams({ Action: operation, Version: '2010-05-08', ...parameters }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await signedFetch('iam', 'POST', `${endpoint}/`, { headers, body });
}
