import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { environment } from '#layers/environment.ts';

/* It does not retry: SES has no idempotency, so a second try of an unknown outcome could send twice. */
const ses = new SESClient({ maxAttempts: 1 });

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

/** How a mail ended: it left, SES said no, it may come again later, or nobody knows. */
export type MailOutcome = 'sent' | 'refused' | 'not-now' | 'unknown';

/*
 * Errors that SES answers, so that the mail certainly did not leave: those that the same mail will meet again, and those that
 * pass, be it by themselves or by somebody's hand (a quota, a pause of sending, a missing grant). A failure of SES itself is
 * neither: the mail may have left.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html, …/CommonErrors.html
 */
const refused = new Set(['MessageRejected', 'InvalidParameterValue', 'ValidationError']);
const notNow = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccountSendingPausedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'ConfigurationSetSendingPausedException',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'LimitExceededException',
  'MailFromDomainNotVerifiedException',
  'SignatureDoesNotMatch',
  'Throttling',
  'ThrottlingException',
]);

/** Sends a mail with text and HTML, through the brand's configuration set. Never throws: the outcome says what is known. */
export async function sendMail(brand: string, mail: Mail): Promise<MailOutcome> {
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
    const { name } = error as Error;
    return refused.has(name) ? 'refused' : notNow.has(name) ? 'not-now' : 'unknown';
  }
}
