import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { SmsMessage } from './sms-message.ts';
import type { SmsProvider } from './sms-provider.ts';

/** How the far side treats the next segment. */
export type SmsPeerFault =
  | 'unknown_recipient'
  | 'unknown_sender'
  | 'prohibited'
  | 'defer'
  | 'throttle'
  | 'silent'
  | 'hang_up';

/** A real far side started by the tests, and the adapter pointed at it. */
export interface SmsPeer {
  readonly provider: SmsProvider;
  received(): readonly { readonly from: string; readonly to: string; readonly text: string; readonly parts: number }[];
  forget(): void;
  /** Absent for an adapter without a far side. */
  readonly failNext?: (fault: SmsPeerFault, times?: number) => void;
  stop(): Promise<void>;
}

const message = (change: Partial<SmsMessage> = {}): SmsMessage => ({
  from: 'Roundsman',
  to: '+4237912345',
  text: 'Ihre Lieferung ist unterwegs und kommt zwischen 10:10 und 10:30.',
  usefulForSeconds: 900,
  ...change,
});

let made = 0;
const options = (budgetSeconds = 10) => ({ idempotencyKey: `message-${++made}`, budgetSeconds });

/** What every SMS adapter must do, run against a real far side; `farSide` says whether there is one to misbehave. */
export function describeSmsProvider(name: string, farSide: boolean, start: () => Promise<SmsPeer>): void {
  describe(`the SMS provider ${name}`, () => {
    let peer: SmsPeer;
    beforeAll(async () => {
      peer = await start();
    });
    afterAll(() => peer.stop());
    beforeEach(() => peer.forget());

    test('asked for a message whose answer was lost, says whether it holds it, where it can be asked', async () => {
      const { provider } = peer;
      const lost = message({ text: 'Handed over, and the answer never read.' });
      const since = new Date();
      expect(await provider.lookUp?.(lost, since, 5)).toEqual(provider.lookUp && { outcome: 'holds_not' });
      const result = await provider.send(lost, options());
      if (result.outcome !== 'accepted') throw new Error(result.detail);
      expect(await provider.lookUp?.(lost, since, 5)).toEqual(
        provider.lookUp && { outcome: 'holds', providerMessageIds: [...result.providerMessageIds] },
      );
      const later = new Date(Date.now() + 120_000);
      expect(await provider.lookUp?.(lost, later, 5)).toEqual(provider.lookUp && { outcome: 'holds_not' });
    });

    test.each([
      ['plain words', 'Your delivery is on its way.', 1],
      [
        'every character of the basic alphabet',
        '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà',
        1,
      ],
      ['the extension table', 'Total: 12 € [net] {a|b} ~x^ \\', 1],
      ['a long text', 'Wir kommen zwischen 10:10 und 10:30. '.repeat(10).trim(), 3],
      ['another alphabet', 'Ваш заказ приедет с 10 до 12', 1],
      ['a long text with a lorry in it', `🚚${'Łukasz, wir kommen gleich. '.repeat(5)}`.trim(), 3],
    ])('hands over %s unchanged', async (_, text, parts) => {
      const result = await peer.provider.send(message({ text }), options());
      expect(result).toMatchObject({ outcome: 'accepted' });
      expect(peer.received()).toMatchObject([{ from: 'Roundsman', to: '4237912345', text, parts }]);
    });

    test.each(['Roundsman', '+41791234567', '8080'])('takes %j as the sender', async (from) => {
      expect(await peer.provider.send(message({ from }), options())).toMatchObject({ outcome: 'accepted' });
      expect(peer.received()).toMatchObject([{ from: from.replace('+', '') }]);
    });

    test.each([
      [{ to: '079 123 45 67' }, 'invalid_recipient'],
      [{ to: '+0123456789' }, 'invalid_recipient'],
      [{ from: 'A name that is too long' }, 'invalid_sender'],
      [{ from: '' }, 'invalid_sender'],
      [{ text: ' ' }, 'invalid_content'],
      [{ text: 'a'.repeat(153 * 255 + 1) }, 'invalid_content'],
    ])('refuses %o without asking anybody', async (change, reason) => {
      expect(await peer.provider.send(message(change), options())).toMatchObject({ outcome: 'refused', reason });
      expect(peer.received()).toEqual([]);
    });

    test('hands over many at once without mixing up their parts', async () => {
      const numbers = Array.from({ length: 60 }, (_, i) => `+42379${String(10_000 + i)}`);
      const text = (to: string) => `${to} `.repeat(20).trim();
      const results = await Promise.all(
        numbers.map((to) => peer.provider.send(message({ to, text: text(to) }), options(30))),
      );
      expect(results.every((result) => result.outcome === 'accepted')).toBe(true);
      const seen = new Map(peer.received().map((sms) => [`+${sms.to}`, sms.text]));
      expect(seen).toEqual(new Map(numbers.map((to) => [to, text(to)])));
    });

    const faults = [
      ['unknown_recipient', { outcome: 'refused', reason: 'invalid_recipient' }],
      ['unknown_sender', { outcome: 'refused', reason: 'invalid_sender' }],
      ['prohibited', { outcome: 'refused', reason: 'rejected' }],
      ['defer', { outcome: 'failed', reason: 'deferred', mayHaveBeenSent: false }],
      ['hang_up', { outcome: 'failed', reason: 'unreachable', mayHaveBeenSent: true }],
      ['silent', { outcome: 'failed', reason: 'timed_out', mayHaveBeenSent: true }],
    ] as const;
    test.each(farSide ? faults : [])(
      'says what a far side that answers %s means, and goes on',
      async (fault, expected) => {
        peer.failNext?.(fault);
        expect(await peer.provider.send(message(), options(1))).toMatchObject(expected);
        expect(await peer.provider.send(message(), options())).toMatchObject({ outcome: 'accepted' });
      },
    );

    if (farSide) {
      test('a far side that asks for a pause is given one, inside the budget', async () => {
        peer.failNext?.('throttle', 2);
        expect(await peer.provider.send(message(), options())).toMatchObject({ outcome: 'accepted' });
        peer.failNext?.('throttle', 100);
        const result = await peer.provider.send(message(), options(1));
        expect(result).toMatchObject({ outcome: 'failed', reason: 'throttled', mayHaveBeenSent: false });
        peer.failNext?.('throttle', 0);
      });
    }

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
