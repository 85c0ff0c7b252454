import { domainToASCII } from 'node:url';

import MailComposer from 'nodemailer/lib/mail-composer';

import type { DkimKey } from './dkim.ts';
import { signWithDkim } from './dkim.ts';
import type { EmailMessage, Mailbox } from './email-message.ts';
import { headerText } from './email-message.ts';

/**
 * The message as it travels: multipart/alternative in UTF-8, 7-bit safe. The Message-ID is made of the idempotency key,
 * so that a second try of the same message is the same message to every mailbox that looks. With a key it is signed.
 */
export async function composeEmail(
  message: EmailMessage,
  idempotencyKey: string,
  dkim?: DkimKey,
): Promise<{ messageId: string; content: Buffer }> {
  const messageId = `<${idempotencyKey}@${domainToASCII(domainOf(message.from))}>`;
  const composer = new MailComposer({
    messageId,
    date: message.writtenAt,
    from: asHeader(message.from),
    to: asHeader(message.to),
    ...(message.replyTo === undefined ? {} : { replyTo: asHeader(message.replyTo) }),
    subject: headerText(message.subject),
    text: message.text,
    html: message.html,
    textEncoding: 'Q',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: extraHeaders(message),
    attachments: (message.inlineImages ?? []).map(({ contentId, contentType, content }) => ({
      cid: contentId,
      contentType,
      content,
      contentDisposition: 'inline' as const,
    })),
    ...(message.calendar === undefined ? {} : { icalEvent: { ...message.calendar, filename: CALENDAR_FILE } }),
  });
  const content = await composer.compile().build();
  return { messageId, content: dkim === undefined ? content : signWithDkim(content, dkim) };
}

export const CALENDAR_FILE = 'delivery.ics';

/** What every e-mail says beside who, to whom and what about; APIs that write the rest themselves are given these. */
export function extraHeaders({ language, oneClickUnsubscribeUrl }: EmailMessage): Record<string, string> {
  return {
    'Content-Language': headerText(language),
    // RFC 3834: nobody's holiday notice should answer this.
    'Auto-Submitted': 'auto-generated',
    ...(oneClickUnsubscribeUrl === undefined
      ? {}
      : {
          'List-Unsubscribe': `<${oneClickUnsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  };
}

const asHeader = (mailbox: Mailbox) => ({ name: headerText(mailbox.name ?? ''), address: mailbox.address });
const domainOf = (mailbox: Mailbox) => mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1);
