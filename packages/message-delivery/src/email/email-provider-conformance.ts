import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { writeCalendarEvent } from './calendar-event.ts';
import type { EmailMessage } from './email-message.ts';
import type { EmailProvider } from './email-provider.ts';

/** How the far side treats the next message. `swallow` takes the whole body and hangs up without a word. */
export type EmailPeerFault =
  | 'unknown_recipient'
  | 'unknown_sender'
  | 'spam'
  | 'defer'
  | 'swallow'
  | 'silent'
  | 'throttle'
  | 'hang_up';

/** A real far side started by the tests, and the adapter pointed at it. */
export interface EmailPeer {
  readonly provider: EmailProvider;
  received(): readonly { readonly recipients: readonly string[]; readonly raw: Buffer }[];
  forget(): void;
  /** Absent for an adapter without a far side. */
  readonly fail?: (fault: EmailPeerFault, times?: number) => void;
  stop(): Promise<void>;
}

const writtenAt = new Date('2026-03-02T09:30:00Z');

const message = (change: Partial<EmailMessage> = {}): EmailMessage => ({
  from: { name: 'Rhein Möbel', address: 'hallo@rhein.example' },
  to: { name: 'Zoë Büchel-Łukasz', address: 'zoe@kundin.example' },
  subject: 'Ihre Lieferung kommt am Dienstag, 3. März – 08:00 bis 10:00 Uhr 🚚',
  text: 'Grüezi Zoë\nWir kommen am Dienstag.\n.\nEin Punkt allein auf einer Zeile ist kein Ende.',
  html: '<p>Grüezi Zoë</p><p>Wir kommen am <b>Dienstag</b>.</p>',
  language: 'de',
  writtenAt,
  ...change,
});

let made = 0;
const options = (budgetSeconds = 10) => ({ idempotencyKey: `message-${++made}`, budgetSeconds });

/** What an adapter cannot help: whether there is a far side to misbehave, who writes the message's headers, what HTTP hides. */
export interface EmailAdapterKind {
  readonly farSide: boolean;
  /** The adapter hands over the whole message; an API that is given its parts writes Date and Message-ID itself. */
  readonly composes: boolean;
  /** The adapter sees how far a message had got when the connection broke; over HTTP nobody does. */
  readonly seesProgress: boolean;
}

/** What every e-mail adapter must do, run against a real far side. */
export function describeEmailProvider(
  name: string,
  { farSide, composes, seesProgress }: EmailAdapterKind,
  start: () => Promise<EmailPeer>,
): void {
  describe(`the e-mail provider ${name}`, () => {
    let peer: EmailPeer;
    beforeAll(async () => {
      peer = await start();
    });
    afterAll(() => peer.stop());
    beforeEach(() => peer.forget());

    const onlyOne = async () => {
      const [first, ...others] = peer.received();
      expect(others).toEqual([]);
      return { recipients: first!.recipients, mail: await simpleParser(first!.raw), raw: first!.raw };
    };

    test('hands over words, names and subject in any alphabet, as text and as HTML', async () => {
      const result = await peer.provider.send(message(), options());
      expect(result).toMatchObject({ outcome: 'accepted' });
      const { recipients, mail, raw } = await onlyOne();
      expect(recipients).toEqual(['zoe@kundin.example']);
      expect(mail.subject).toBe(message().subject);
      expect(mail.text?.trimEnd()).toBe(message().text);
      expect(String(mail.html).trimEnd()).toBe(message().html);
      expect(mail.from?.value).toEqual([{ name: 'Rhein Möbel', address: 'hallo@rhein.example' }]);
      if (composes) expect(mail.date).toEqual(writtenAt);
      expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      expect(raw.every((byte) => byte < 128)).toBe(true);
    });

    test('names the message by its idempotency key, the same at every try', async () => {
      const key = options();
      const first = await peer.provider.send(message(), key);
      const second = await peer.provider.send(message(), key);
      expect(second).toMatchObject({ outcome: 'accepted' });
      if (peer.provider.capabilities.idempotencyKey) expect(second).toEqual(first);
      const ids = await Promise.all(peer.received().map(async ({ raw }) => (await simpleParser(raw)).messageId));
      if (composes) expect(new Set(ids).size).toBe(1);
      expect(ids.length).toBe(peer.provider.capabilities.idempotencyKey ? 1 : 2);
    });

    test('asked for a message whose answer was lost, says whether it holds it, where it can be asked', async () => {
      const { provider } = peer;
      const key = options();
      expect(await provider.lookUp?.(key.idempotencyKey, 5)).toEqual(provider.lookUp && { outcome: 'holds_not' });
      const result = await provider.send(message(), key);
      if (result.outcome !== 'accepted') throw new Error(result.detail);
      const { providerMessageIds } = result;
      const held = { outcome: 'holds', providerMessageIds: [...providerMessageIds] };
      expect(await provider.lookUp?.(key.idempotencyKey, 5)).toEqual(provider.lookUp && held);
    });

    test.each([
      ['subject', { subject: 'Hello\r\nBcc: thief@evil.example\r\n\r\nOther body' }],
      ['sender name', { from: { name: 'Rhein"\r\nBcc: thief@evil.example', address: 'hallo@rhein.example' } }],
      ['recipient name', { to: { name: 'Zoë\nBcc: thief@evil.example', address: 'zoe@kundin.example' } }],
    ] satisfies [string, Partial<EmailMessage>][])('lets no %s write a header of its own', async (_, change) => {
      await peer.provider.send(message(change), options());
      const { recipients, mail } = await onlyOne();
      expect(recipients).toEqual(['zoe@kundin.example']);
      expect(mail.bcc).toBeUndefined();
      expect(mail.text?.trimEnd()).toBe(message().text);
    });

    test.each([
      'zoe@kundin.example, thief@evil.example',
      'zoe@kundin.example\r\nRCPT TO:<thief@evil.example>',
      '<zoe@kundin.example>',
      'zoe',
      '',
      `${'z'.repeat(65)}@kundin.example`,
    ])('refuses the recipient %j without asking anybody', async (address) => {
      const result = await peer.provider.send(message({ to: { address } }), options());
      expect(result).toMatchObject({ outcome: 'refused', reason: 'invalid_recipient' });
      expect(peer.received()).toEqual([]);
    });

    test.each(farSide ? [1] : [])('writes an international domain as the DNS has it', async () => {
      await peer.provider.send(message({ to: { name: 'Zoë', address: 'zoe@küche.example' } }), options());
      const { recipients, mail } = await onlyOne();
      // The SMTP server of the tests tells of such names decoded.
      expect(recipients).toEqual([seesProgress ? 'zoe@küche.example' : 'zoe@xn--kche-0ra.example']);
      expect([mail.to].flat()[0]?.value[0]?.address).toMatch(/^zoe@(xn--kche-0ra|küche)\.example$/);
    });

    test.each(farSide ? [1] : [])(
      'takes an international name before the @, or leaves it to another provider',
      async () => {
        const result = await peer.provider.send(message({ to: { address: 'zoë@kundin.example' } }), options());
        if (result.outcome === 'accepted') expect((await onlyOne()).recipients).toEqual(['zoë@kundin.example']);
        else {
          expect(result).toMatchObject({ outcome: 'refused', reason: 'rejected' });
          expect(peer.received()).toEqual([]);
        }
        expect(result.outcome === 'accepted').toBe(seesProgress);
      },
    );

    test('offers one-click unsubscription where the message has a link for it', async () => {
      const link = 'https://track.example/u/abc';
      await peer.provider.send(message({ oneClickUnsubscribeUrl: link }), options());
      const { raw } = await onlyOne();
      expect(raw.toString()).toContain(`List-Unsubscribe: <${link}>`);
      expect(raw.toString()).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    });

    test('brings pictures and the booked slot along', async () => {
      const content = Buffer.from('89504e470d0a1a0a', 'hex');
      const slot = writeCalendarEvent({
        uid: 'promise-1@rhein.example',
        sequence: 1,
        startsAt: new Date('2026-03-03T07:00:00Z'),
        endsAt: new Date('2026-03-03T09:00:00Z'),
        writtenAt,
        summary: 'Rhein Möbel liefert: Sofa „Zürich“, 3-teilig',
      });
      const html = '<p>Grüezi <img src="cid:logo.1" alt=""></p>';
      await peer.provider.send(
        message({ html, inlineImages: [{ contentId: 'logo.1', contentType: 'image/png', content }], calendar: slot }),
        options(),
      );
      const { mail } = await onlyOne();
      expect(mail.text?.trimEnd()).toBe(message().text);
      const picture = mail.attachments.find(({ cid }) => cid === 'logo.1');
      expect(picture).toMatchObject({ contentType: 'image/png', content });
      const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
      expect(calendar?.content.toString()).toBe(slot.content);
    });

    const noHeader = (text: string) => text.replace(/[\r\n]/g, '');
    test('lets nothing that anybody typed become a header or another recipient', async () => {
      const wild = fc.string({
        unit: fc.constantFrom(...'aZ é😀"\\<>,;:()@', '\r', '\n', '\r\n', '\0', '\u2028', 'Bcc: ', '\r\n\r\n'),
      });
      await fc.assert(
        fc.asyncProperty(wild, wild, wild, async (subject, sender, recipient) => {
          peer.forget();
          const result = await peer.provider.send(
            message({
              subject,
              from: { name: sender, address: 'hallo@rhein.example' },
              to: { name: recipient, address: 'zoe@kundin.example' },
            }),
            options(),
          );
          expect(result).toMatchObject({ outcome: 'accepted' });
          const { recipients, mail } = await onlyOne();
          expect(recipients).toEqual(['zoe@kundin.example']);
          expect([mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address))).toEqual([
            'zoe@kundin.example',
          ]);
          expect(mail.from?.value.map(({ address }) => address)).toEqual(['hallo@rhein.example']);
          expect(mail.headers.has('bcc') || mail.headers.has('cc')).toBe(false);
          expect(mail.text?.trimEnd()).toBe(message().text);
          expect(noHeader(mail.subject ?? '')).toBe(mail.subject ?? '');
        }),
        { numRuns: 40 },
      );
    });

    test('hands over many at once without mixing them up', async () => {
      const addresses = Array.from({ length: 40 }, (_, i) => `kundin-${i}@kundin.example`);
      const results = await Promise.all(
        addresses.map((address) => peer.provider.send(message({ to: { address }, subject: address }), options(30))),
      );
      expect(results.every((result) => result.outcome === 'accepted')).toBe(true);
      const seen = await Promise.all(
        peer.received().map(async ({ recipients, raw }) => [recipients[0], (await simpleParser(raw)).subject]),
      );
      expect(seen.every(([recipient, subject]) => recipient === subject)).toBe(true);
      expect(new Set(seen.map(([recipient]) => recipient))).toEqual(new Set(addresses));
    });

    const faults = [
      ['unknown_recipient', { outcome: 'refused', reason: 'invalid_recipient' }],
      ['unknown_sender', { outcome: 'refused', reason: 'invalid_sender' }],
      ['spam', { outcome: 'refused', reason: 'rejected' }],
      ['defer', { outcome: 'failed', reason: 'deferred', mayHaveBeenSent: false }],
      ['hang_up', { outcome: 'failed', reason: 'unreachable', mayHaveBeenSent: !seesProgress }],
      ['swallow', { outcome: 'failed', mayHaveBeenSent: true }],
      ['silent', { outcome: 'failed', reason: 'timed_out', mayHaveBeenSent: true }],
    ] as const;
    test.each(farSide ? faults : [])(
      'says what a far side that answers %s means, and goes on',
      async (fault, expected) => {
        peer.fail?.(fault);
        expect(await peer.provider.send(message(), options(1))).toMatchObject(expected);
        expect(await peer.provider.send(message(), options())).toMatchObject({ outcome: 'accepted' });
      },
    );

    test.each(farSide && !seesProgress ? [2] : [])(
      'an API that asks %i times for a pause is given one, inside the budget',
      async (times) => {
        peer.fail?.('throttle', times);
        expect(await peer.provider.send(message(), options())).toMatchObject({ outcome: 'accepted' });
        peer.fail?.('throttle', 100);
        const result = await peer.provider.send(message(), options(1));
        expect(result).toMatchObject({ outcome: 'failed', reason: 'throttled', mayHaveBeenSent: false });
        peer.fail?.('throttle', 0);
      },
    );

    test('says whether it can reach people at all', () => {
      expect(peer.provider.capabilities.reachesPeople).toBe(farSide);
    });

    test('takes nothing more once it is closed', async () => {
      const own = await start();
      await own.provider.close();
      const result = await own.provider.send(message(), options());
      expect(result).toMatchObject({ outcome: 'failed', reason: 'closed', mayHaveBeenSent: false });
      await own.stop();
    });
  });
}
