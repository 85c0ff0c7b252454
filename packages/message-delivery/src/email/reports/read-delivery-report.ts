import type { EmailReceipt } from '../email-provider.ts';
import { type MailPart, readHeaders, readMailParts } from './read-mail-parts.ts';

const MOST_RECIPIENTS = 100;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * What a delivery status notification (RFC 3464) or a complaint (RFC 5965) says of each recipient; empty for any other
 * mail. The message is known by the Message-ID of what it returns, or by the address it came to (VERP).
 */
export function readDeliveryReport(mail: Buffer): EmailReceipt[] {
  const report = readMailParts(mail.toString('utf8'));
  if (report.type !== 'multipart/report') return [];
  const parts = flatten(report);
  const providerMessageId = messageIdOf(report, parts);
  const complaint = parts.find(({ type }) => type === 'message/feedback-report');
  if (complaint !== undefined) return readComplaint(complaint, parts, providerMessageId);
  const status = parts.find(
    ({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  return status === undefined ? [] : readStatus(status, providerMessageId);
}

const flatten = (part: MailPart): MailPart[] => [part, ...part.parts.flatMap(flatten)];

/** RFC 3464, 2.3: groups of fields with blank lines between; the first is of the message, each other of one recipient. */
function readStatus({ body }: MailPart, providerMessageId: string | null): EmailReceipt[] {
  const groups = body
    .trim()
    .split(/\n[ \t]*\n/)
    .map(readHeaders);
  return groups.slice(0, MOST_RECIPIENTS + 1).flatMap((fields) => {
    const recipient = addressOf(fields.get('original-recipient')) ?? addressOf(fields.get('final-recipient'));
    const state = STATE_OF_ACTION[fields.get('action')?.toLowerCase() ?? ''];
    if (recipient === undefined || state === undefined) return [];
    const statusCode = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null;
    const detail = fields.get('diagnostic-code') ?? statusCode ?? fields.get('action') ?? '';
    return [
      {
        providerMessageId,
        recipient,
        state,
        permanent: state === 'bounced' && isNoMailbox(statusCode),
        statusCode,
        detail: detail.slice(0, 500),
      },
    ];
  });
}

const STATE_OF_ACTION: Readonly<Record<string, EmailReceipt['state']>> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

/**
 * RFC 3463: 5.1.x speaks of the address, 5.2.1 of a mailbox that is switched off. Other permanent codes (a full mailbox,
 * a policy, our own standing) say nothing against the address.
 */
function isNoMailbox(statusCode: string | null): boolean {
  return statusCode !== null && /^5\.(1\.(0|1|2|3|6|10)|2\.1)$/.test(statusCode);
}

function readComplaint(
  complaint: MailPart,
  parts: readonly MailPart[],
  providerMessageId: string | null,
): EmailReceipt[] {
  const fields = readHeaders(complaint.body.trim());
  const kind = fields.get('feedback-type')?.toLowerCase() ?? 'abuse';
  // "not-spam" takes a complaint back.
  if (kind === 'not-spam') return [];
  const returned = originalHeaders(parts);
  const recipient = addressOf(fields.get('original-rcpt-to')) ?? addressOf(returned.get('to'));
  if (recipient === undefined) return [];
  return [{ providerMessageId, recipient, state: 'complained', permanent: true, statusCode: null, detail: kind }];
}

/** `rfc822; local@domain`, `<local@domain>`, or bare. */
function addressOf(field: string | undefined): string | undefined {
  const address = /([^\s<>;,"]+@[^\s<>;,"]+)/.exec(field?.split(';').at(-1) ?? '')?.[1];
  return address?.toLowerCase();
}

function originalHeaders(parts: readonly MailPart[]): ReadonlyMap<string, string> {
  const returned = parts.find(({ type }) => /^(message\/(rfc822|global)|text\/rfc822)(-headers)?$/.test(type));
  return returned === undefined ? new Map() : readHeaders(returned.body.split(/\n[ \t]*\n/)[0] ?? '');
}

function messageIdOf(report: MailPart, parts: readonly MailPart[]): string | null {
  const returned = originalHeaders(parts).get('message-id');
  if (returned !== undefined) return returned;
  const verp = new RegExp(`\\+(${UUID.source})@([^\\s<>,]+)`).exec(
    report.headers.get('delivered-to') ?? report.headers.get('to') ?? '',
  );
  return verp === null ? null : `<${verp[1]}@${verp[2]}>`;
}
