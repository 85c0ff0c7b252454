import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readDeliveryReport } from './read-delivery-report.ts';

const ID = '019a9c3e-1111-7222-8333-444455556666';
const lines = (...text: string[]) => Buffer.from(text.join('\r\n'));

/** As Postfix 3.7 writes it. */
const bounce = (status: string, action = 'failed') =>
  lines(
    'From: MAILER-DAEMON@mx.rhein.example (Mail Delivery System)',
    `To: bounces+${ID}@rhein.example`,
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="5B1.1/mx.rhein.example"',
    'MIME-Version: 1.0',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--5B1.1/mx.rhein.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '<zoe@kundin.example>: host mx.kundin.example said: 550 5.1.1 unknown',
    '',
    '--5B1.1/mx.rhein.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.rhein.example',
    'Arrival-Date: Mon,  2 Mar 2026 10:30:00 +0100 (CET)',
    '',
    'Final-Recipient: rfc822; zoe@kundin.example',
    'Original-Recipient: rfc822;Zoe@Kundin.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.kundin.example',
    `Diagnostic-Code: smtp; 550 ${status} <zoe@kundin.example>:`,
    '    Recipient address rejected: User unknown',
    '',
    '--5B1.1/mx.rhein.example',
    'Content-Description: Undelivered Message',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <${ID}@rhein.example>`,
    'To: Zoe <zoe@kundin.example>',
    'Subject: Ihre Lieferung',
    '',
    'Grüezi',
    '--5B1.1/mx.rhein.example--',
    '',
  );

describe('a delivery report', () => {
  test('names its message, its recipient, the code and the server’s words', () => {
    expect(readDeliveryReport(bounce('5.1.1'))).toEqual([
      {
        providerMessageId: `<${ID}@rhein.example>`,
        recipient: 'zoe@kundin.example',
        state: 'bounced',
        permanent: true,
        statusCode: '5.1.1',
        detail: 'smtp; 550 5.1.1 <zoe@kundin.example>: Recipient address rejected: User unknown',
      },
    ]);
  });

  test.each([
    ['5.2.2', 'failed', { state: 'bounced', permanent: false }],
    ['5.7.1', 'failed', { state: 'bounced', permanent: false }],
    ['5.2.1', 'failed', { state: 'bounced', permanent: true }],
    ['4.4.1', 'delayed', { state: 'delayed', permanent: false }],
    ['2.0.0', 'delivered', { state: 'delivered', permanent: false }],
  ])('%s, %s speaks against the address only when there is no mailbox', (status, action, expected) => {
    expect(readDeliveryReport(bounce(status, action))).toMatchObject([expected]);
  });

  test('without the message it returns, the address it came to names the message', () => {
    const text = bounce('5.1.1')
      .toString()
      .replace(/Content-Type: message\/rfc822[\s\S]*?Grüezi/, 'Content-Type: text/plain\r\n\r\n');
    expect(readDeliveryReport(Buffer.from(text))).toMatchObject([{ providerMessageId: `<${ID}@rhein.example>` }]);
  });
});

test('a complaint names who does not want our mail', () => {
  const complaint = lines(
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b1',
    '',
    '--b1',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    'Original-Rcpt-To: <zoe@kundin.example>',
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    `Message-ID: <${ID}=40rhein.example>`,
    '--b1--',
  );
  expect(readDeliveryReport(complaint)).toEqual([
    {
      providerMessageId: `<${ID}@rhein.example>`,
      recipient: 'zoe@kundin.example',
      state: 'complained',
      permanent: true,
      statusCode: null,
      detail: 'abuse',
    },
  ]);
});

test('any other mail, and any cut or damage of a report, reports nothing wrong and never fails', () => {
  expect(readDeliveryReport(Buffer.from('Subject: Hello\r\n\r\nI am away until Monday.'))).toEqual([]);
  const whole = bounce('5.1.1').toString();
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.string(), (from, to, put) => {
      const damaged = whole.slice(0, Math.min(from, to)) + put + whole.slice(Math.max(from, to));
      for (const { recipient } of readDeliveryReport(Buffer.from(damaged))) expect(recipient).toContain('@');
    }),
  );
});
