import { domainToASCII } from 'node:url';

import MailComposer from 'nodemailer/lib/mail-composer';

import type { EmailMessage, Mailbox } from './email-message.ts';
import { headerText } from './email-message.ts';

/**
 * The message as it travels: multipart/alternative in UTF-8, 7-bit safe. The Message-ID is made of the idempotency key,
 * so that a second try of the same message is the same message to every mailbox that looks.
 */
export async function composeEmail(
  message: EmailMessage,
  idempotencyKey: string,
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
    headers: {
      'Content-Language': headerText(message.language),
      // RFC 3834: nobody's holiday notice should answer this.
      'Auto-Submitted': 'auto-generated',
      ...(message.oneClickUnsubscribeUrl === undefined
        ? {}
        : {
            'List-Unsubscribe': `<${message.oneClickUnsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
  });
  return { messageId, content: await composer.compile().build() };
}

const asHeader = (mailbox: Mailbox) => ({ name: headerText(mailbox.name ?? ''), address: mailbox.address });
const domainOf = (mailbox: Mailbox) => mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1);
