import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { environment } from '#layers/environment.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { isBeforeConnected, ownConnections } from './own-connections.ts';

/* It does not retry: SES has no idempotency, so a second try of an unknown outcome could send twice. */
const ses = new SESClient({ maxAttempts: 1, requestHandler: ownConnections() });

export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  /** One mailbox, checked before. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
}

/** A file that goes with a mail: a paper, or a picture that its HTML shows by `cid:`. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** What the HTML calls the picture by. Without one it is a file of its own. */
  readonly cid?: string;
}

/** How a mail ended: it left, SES said no, it certainly did not leave and may be tried again, or nobody knows. */
export type MailOutcome = 'sent' | 'refused' | 'not-now' | 'unknown';

/*
 * What SES answers with a status of 4xx it did not do: the mail certainly did not leave. These the same mail will meet again.
 * All others pass, be it by themselves or by somebody's hand (a rate, a quota, a missing grant, keys that have expired).
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html, …/CommonErrors.html
 */
const refused = new Set(['MessageRejected', 'InvalidParameterValue', 'ValidationError']);

/*
 * SES rejects messages in these words because of the account or of a sender that is not verified yet, and not of the mail.
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 */
const aboutAccount = /not verified|(paused|suspended) for this account|account is paused/i;

/**
 * Sends a mail with text and HTML, through the brand's configuration set. Never throws: the outcome says what is known. A mail
 * that is leased is not sent from `leasedUntil` on, which is as certain as a refused connection: whoever finds the mail then gives it up.
 */
export async function sendMail(brand: string, mail: Mail, leasedUntil?: Instant): Promise<MailOutcome> {
  const { from, to, attachments = [], headers = {}, ...content } = mail;
  const mime = await new MailComposer({
    ...content,
    // Told so, no absence note or list answers it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
    attachments: attachments.map((each) => ({ ...each, ...(each.cid && { contentDisposition: 'inline' as const }) })),
    from,
    to: { name: '', address: to },
  })
    .compile()
    .build();
  if (leasedUntil !== undefined && now() >= leasedUntil) return 'not-now';
  try {
    await ses.send(
      new SendRawEmailCommand({
        Source: from.address,
        Destinations: [to],
        RawMessage: { Data: mime },
        ConfigurationSetName: `vuelta-${environment.STAGE}-${brand}`,
      }),
    );
    return 'sent';
  } catch (error) {
    return outcomeOf(error as Failure);
  }
}

/** An error of the SDK. One that SES answered has the answer's status. */
type Failure = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

/**
 * By this status SES turns a request away unread, be it for a moment or through an outage: "a temporary failure of the server".
 * https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html, https://www.rfc-editor.org/rfc/rfc9110#name-503-service-unavailable
 */
const unavailable = 503;

/** What an error says of the mail. Where SES had all of it and did not answer, or failed while it worked on it, nobody knows. */
function outcomeOf(error: Failure): Exclude<MailOutcome, 'sent'> {
  const { name, message, $metadata: { httpStatusCode: status = 0 } = {} } = error;
  // Without keys the request is not even made.
  if (isBeforeConnected(error) || name === 'CredentialsProviderError' || status === unavailable) return 'not-now';
  if (status < 400 || status > 499) return 'unknown';
  return refused.has(name) && !aboutAccount.test(message) ? 'refused' : 'not-now';
}
