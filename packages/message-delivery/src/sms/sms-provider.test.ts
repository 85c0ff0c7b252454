import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { createOutboxSmsProvider } from './outbox-sms-provider.ts';
import { segmentSms } from './segment-sms.ts';
import { createSmppProvider } from './smpp/smpp-provider.ts';
import { readSmppSettings } from './smpp/smpp-settings.ts';
import type { SmsMessage } from './sms-message.ts';
import type { SmsProvider, SmsReceipt, SmsReply } from './sms-provider.ts';
import { describeSmsProvider } from './sms-provider-conformance.ts';
import type { SmscPeer } from './smsc-peer.ts';
import { startSmscPeer } from './smsc-peer.ts';

const random = () => 0.5;

function settingsOf(url: string) {
  const result = readSmppSettings(url);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.settings;
}

for (const [name, query] of [
  ['smpp', '?window=4'],
  ['smpp with transmitter and receiver apart', '?window=4&bind=separate'],
] as const) {
  describeSmsProvider(name, true, async () => {
    const smsc = await startSmscPeer();
    const url = `smpp://rhein:secret@127.0.0.1:${smsc.port}${query}`;
    const provider = createSmppProvider(settingsOf(url), random, name);
    return {
      ...smsc,
      provider,
      async stop() {
        await provider.close();
        await smsc.stop();
      },
    };
  });
}

describeSmsProvider('outbox', false, async () => {
  let forgotten = 0;
  const provider = createOutboxSmsProvider(1000);
  const shown = (sms: SmsMessage) => ({
    from: sms.from.replace('+', ''),
    to: sms.to.slice(1),
    text: sms.text,
    parts: segmentSms(sms.text).segments.length,
  });
  return {
    provider,
    received: () => provider.kept.list().slice(forgotten).map(shown),
    forget() {
      forgotten = provider.kept.list().length;
    },
    stop: () => provider.close(),
  };
});

describe('an SMPP session', () => {
  const opened: { close(): Promise<void> }[] = [];
  const peers: SmscPeer[] = [];
  afterEach(async () => {
    for (const provider of opened.splice(0)) await provider.close();
    for (const peer of peers.splice(0)) await peer.stop();
  });
  const open = async (query = '', password = 'secret'): Promise<{ smsc: SmscPeer; provider: SmsProvider }> => {
    const smsc = await startSmscPeer();
    peers.push(smsc);
    const provider = createSmppProvider(settingsOf(`smpp://rhein:${password}@127.0.0.1:${smsc.port}${query}`), random);
    opened.push(provider);
    return { smsc, provider };
  };
  const sms: SmsMessage = { from: 'Roundsman', to: '+4237912345', text: 'Hello' };
  const options = { idempotencyKey: 'one', budgetSeconds: 10 };

  test('keeps no more submits under way than its window', async () => {
    const { smsc, provider } = await open('?window=3');
    await Promise.all(Array.from({ length: 30 }, () => provider.send(sms, options)));
    expect(smsc.mostUnderWay()).toBe(3);
    expect(smsc.received()).toHaveLength(30);
  });

  test('binds again after the far side dropped it, and messages wait for that inside their budget', async () => {
    const { smsc, provider } = await open();
    await provider.send(sms, options);
    smsc.dropSessions();
    // Long enough for our side to notice, shorter than its pause before it binds again.
    await sleep(50);
    expect(await provider.send(sms, options)).toMatchObject({ outcome: 'accepted' });
    expect(smsc.binds()).toBe(2);
  });

  test('a session that says nothing more is noticed and bound anew', async () => {
    const { smsc, provider } = await open('?enquire_link=1');
    await provider.send(sms, options);
    await sleep(1_200);
    expect(smsc.binds()).toBe(1);
    smsc.fallSilent();
    await vi.waitFor(() => expect(smsc.binds()).toBe(2), { timeout: 10_000 });
    expect(await provider.send(sms, options)).toMatchObject({ outcome: 'accepted' });
  });

  test('a refused password is said at once, and not tried over and over', async () => {
    const { smsc, provider } = await open('', 'wrong');
    const first = await provider.send(sms, { ...options, budgetSeconds: 1 });
    expect(first).toMatchObject({ outcome: 'failed', reason: 'not_authorised', mayHaveBeenSent: false });
    expect(await provider.send(sms, options)).toMatchObject({ outcome: 'failed', reason: 'not_authorised' });
    expect(smsc.binds()).toBe(1);
  });

  test('tells the network how long the words stay true', async () => {
    const { smsc, provider } = await open();
    await provider.send({ ...sms, usefulForSeconds: 93_784 }, options);
    // The test server's library turns 1 day 2 h 3 min 4 s into a date from now.
    const validForMilliseconds = new Date(smsc.received()[0]?.validityPeriod ?? '').getTime() - Date.now();
    expect(Math.abs(validForMilliseconds - 93_784_000)).toBeLessThan(60_000);
  });

  const receiptText = (id: string, stat: string, err = '000') =>
    `id:${id} sub:001 dlvrd:001 submit date:2603020930 done date:2603020931 stat:${stat} err:${err} text:Hello`;

  test('a receipt reaches the listener and is acknowledged once it is safe', async () => {
    const { smsc, provider } = await open();
    const receipts: SmsReceipt[] = [];
    provider.listen({ receipt: async (receipt) => void receipts.push(receipt), reply: async () => undefined });
    const result = await provider.send(sms, options);
    const id = result.outcome === 'accepted' ? result.providerMessageIds[0] : '';
    expect(await smsc.deliver({ esm_class: 4, short_message: receiptText(id, 'ENROUTE') })).toBe(0);
    expect(await smsc.deliver({ esm_class: 4, short_message: receiptText(id, 'DELIVRD') })).toBe(0);
    expect(await smsc.deliver({ esm_class: 4, receipted_message_id: id, message_state: 5, short_message: '' })).toBe(0);
    expect(receipts).toEqual([
      { providerMessageId: id, state: 'delivered', detail: 'DELIVRD, error 000' },
      { providerMessageId: id, state: 'undelivered', detail: 'state 5' },
    ]);
  });

  test('bound apart, messages leave by the transmitter and receipts come by the receiver, each bound again by itself', async () => {
    const { smsc, provider } = await open('?bind=separate');
    const receipts: SmsReceipt[] = [];
    provider.listen({ receipt: async (receipt) => void receipts.push(receipt), reply: async () => undefined });
    expect(await provider.send(sms, options)).toMatchObject({ outcome: 'accepted' });
    const both = ['bind_receiver', 'bind_transmitter'];
    await vi.waitFor(() => expect(smsc.boundAs()).toEqual(both), { timeout: 10_000 });
    expect(await smsc.deliver({ esm_class: 4, short_message: receiptText('smsc-1', 'DELIVRD') })).toBe(0);
    expect(receipts).toMatchObject([{ providerMessageId: 'smsc-1', state: 'delivered' }]);
    smsc.dropSessions();
    await vi.waitFor(() => expect(smsc.binds()).toBe(4), { timeout: 10_000 });
    expect(smsc.boundAs()).toEqual(both);
    expect(await provider.send(sms, options)).toMatchObject({ outcome: 'accepted' });
  });

  test('a receipt that could not be stored is asked for again', async () => {
    const { smsc, provider } = await open();
    await provider.send(sms, options);
    const temporary = 0x64;
    expect(await smsc.deliver({ esm_class: 4, short_message: receiptText('x', 'DELIVRD') })).toBe(temporary);
    provider.listen({ receipt: async () => Promise.reject(new Error('database gone')), reply: async () => undefined });
    expect(await smsc.deliver({ esm_class: 4, short_message: receiptText('x', 'DELIVRD') })).toBe(temporary);
  });

  test("a person's answer arrives as words", async () => {
    const { smsc, provider } = await open();
    const replies: SmsReply[] = [];
    provider.listen({ receipt: async () => undefined, reply: async (reply) => void replies.push(reply) });
    await provider.send(sms, options);
    await smsc.deliver({ source_addr: '4237912345', destination_addr: '8080', short_message: 'STOP' });
    expect(replies).toEqual([{ from: '4237912345', to: '8080', text: 'STOP' }]);
  });

  test('a server that is not there is unreachable, and nothing can have been sent', async () => {
    const provider = createSmppProvider(settingsOf('smpp://rhein:secret@127.0.0.1:1'), random);
    const result = await provider.send(sms, { ...options, budgetSeconds: 1 });
    expect(result).toMatchObject({ outcome: 'failed', reason: 'unreachable', mayHaveBeenSent: false });
    await provider.close();
  });
});

test('every fault of an SMPP_URL is named', () => {
  const result = readSmppSettings('smpp://:ninechars@host?window=0&enquire=5&bind=both');
  expect(result.ok ? [] : result.faults).toEqual([
    expect.stringContaining('bind is'),
    expect.stringContaining('system id'),
    expect.stringContaining('at most 8'),
    expect.stringContaining('window=0'),
    expect.stringContaining('enquire'),
  ]);
  expect(settingsOf('smpps://a:b@h')).toMatchObject({ port: 3550, tls: true, window: 10 });
});
