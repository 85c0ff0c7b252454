import { domainToASCII } from 'node:url';

import type { Refused } from '../hand-over.ts';
import { refused } from '../hand-over.ts';
import type { DkimKey } from './dkim.ts';

export interface Mailbox {
  readonly name?: string;
  /** One bare address, `local@domain`; international ones as they are written. */
  readonly address: string;
}

/** One e-mail to one person, in both forms: readers choose, programs for the blind read the text. */
export interface EmailMessage {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47, the language of the words. */
  readonly language: string;
  /** What the Date header says. */
  readonly writtenAt: Date;
  /** An https address that takes one POST without a question (RFC 8058). */
  readonly oneClickUnsubscribeUrl?: string;
  /** Pictures that the HTML shows as `cid:<contentId>`: they travel with the message, so nothing is fetched to show them. */
  readonly inlineImages?: readonly InlineImage[];
  /** Signs for the domain in From, where that is the sender's own; else the provider's key does. */
  readonly dkim?: DkimKey;
  /** An iCalendar object (RFC 5545) for the slot that the message is about; see calendar-event.ts. */
  readonly calendar?: CalendarPart;
}

export interface InlineImage {
  /** Letters, digits, dots and hyphens. */
  readonly contentId: string;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/gif';
  readonly content: Buffer;
}

export interface CalendarPart {
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly content: string;
}

const MOST_INLINE_OCTETS = 2_000_000;

/** RFC 5321 limits: 64 octets before the @, 254 in all. */
const MOST_ADDRESS_OCTETS = 254;
const MOST_LOCAL_OCTETS = 64;

/** True for one bare address that can stand in an SMTP envelope: no list, no comment, no quoting, no control character. */
export function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = address.slice(at + 1);
  return (
    Buffer.byteLength(address) <= MOST_ADDRESS_OCTETS &&
    Buffer.byteLength(local) <= MOST_LOCAL_OCTETS &&
    /^[^\s\p{C}"(),:;<>@[\\\]]+$/u.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) &&
    domainToASCII(domain) !== ''
  );
}

/** The address with its domain as it stands in the DNS (`xn--…`, RFC 5891): every server takes that form. */
export function withPlainDomain(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

/** A header's value on one line: whatever breaks lines or hides (control, format and separator characters) becomes a space. */
export function headerText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}

/**
 * What an API cannot take that speaks no SMTPUTF8 (RFC 6531): a name before the @ beyond ASCII. Another provider may.
 */
export function refuseInternationalName({ to }: EmailMessage): Refused | undefined {
  const local = to.address.slice(0, to.address.lastIndexOf('@'));
  if (/^[\x20-\x7e]*$/.test(local)) return undefined;
  return refused('rejected', 'This provider takes no address with letters beyond ASCII before the @.');
}

/** What no provider should even be asked to send. */
export function refuseMalformedEmail(message: EmailMessage): Refused | undefined {
  if (!isEmailAddress(message.to.address))
    return refused('invalid_recipient', 'The recipient is not one e-mail address.');
  if (!isEmailAddress(message.from.address)) return refused('invalid_sender', 'The sender is not one e-mail address.');
  if (message.replyTo !== undefined && !isEmailAddress(message.replyTo.address)) {
    return refused('invalid_sender', 'The reply address is not one e-mail address.');
  }
  const unsubscribe = message.oneClickUnsubscribeUrl;
  if (unsubscribe !== undefined && !/^https?:\/\/[\x21-\x7e]+$/.test(unsubscribe)) {
    return refused('invalid_content', 'The unsubscribe link is not a web address in ASCII.');
  }
  if (message.text.trim() === '' || message.html.trim() === '') {
    return refused('invalid_content', 'An e-mail needs its words both as text and as HTML.');
  }
  const images = message.inlineImages ?? [];
  if (images.some(({ contentId }) => !/^[\w.-]{1,100}$/.test(contentId))) {
    return refused('invalid_content', 'The id of an inline picture is more than letters, digits, dots and hyphens.');
  }
  if (images.reduce((octets, { content }) => octets + content.length, 0) > MOST_INLINE_OCTETS) {
    return refused('invalid_content', 'The inline pictures are larger than 2 MB together.');
  }
  return undefined;
}
