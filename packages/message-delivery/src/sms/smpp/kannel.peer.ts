// The test SMSC of Kannel, which knows transmitters and receivers and no transceivers. Run by `npm test -- "real peers"`.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { SmsReply } from '../sms-provider.ts';
import { createSmppProvider } from './smpp-provider.ts';
import { readSmppSettings } from './smpp-settings.ts';

const driveSmpp = process.env.DRIVE_SMPP;
/** Written into the program: where it expects Kannel's other half, which has nothing to say here. */
const OTHER_HALF = 13_001;
const PORT = 12_775;
/** What it sends to whoever binds as a receiver, numbered in its words. */
const DELIVERIES = 3;

describe.skipIf(driveSmpp === undefined)("Kannel's test SMSC", () => {
  let running: ChildProcess;
  let otherHalf: Server;
  let said = '';

  beforeAll(async () => {
    otherHalf = createServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => otherHalf.listen(OTHER_HALF, '127.0.0.1', resolve));
    running = spawn(driveSmpp!, ['-v', '0', '-p', String(PORT), '-m', String(DELIVERIES)]);
    for (const stream of [running.stdout, running.stderr]) {
      stream?.on('data', (part: Buffer) => {
        said += part.toString('latin1');
      });
    }
    await vi.waitFor(() => expect(said).toContain('accept_thread'), { timeout: 20_000, interval: 50 });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
    otherHalf.close();
  });

  test('takes submits from a transmitter and brings words to a receiver, each on its own session', async () => {
    const read = readSmppSettings(`smpp://foo:bar@127.0.0.1:${PORT}?bind=separate&system_type=VMA`);
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const provider = createSmppProvider(read.settings, () => 0.5);
    const replies: SmsReply[] = [];
    provider.listen({ receipt: async () => undefined, reply: async (reply) => void replies.push(reply) });
    const sms = { from: 'Roundsman', to: '+4237912345', text: `${'Ihre Lieferung kommt. '.repeat(9)}Bis bald` };
    const result = await provider.send(sms, { idempotencyKey: 'one', budgetSeconds: 20 });
    expect(result).toMatchObject({ outcome: 'accepted' });
    expect(result.outcome === 'accepted' && result.providerMessageIds).toHaveLength(2);
    await vi.waitFor(() => expect(replies).toHaveLength(DELIVERIES), { timeout: 20_000, interval: 50 });
    expect(replies.map(({ text }) => text)).toEqual(['1', '2', '3']);
    // A part's header ends the words in its log, a message of one part is written out.
    const short = await provider.send({ ...sms, text: 'Bis bald' }, { idempotencyKey: 'two', budgetSeconds: 20 });
    expect(short).toMatchObject({ outcome: 'accepted' });
    await vi.waitFor(() => expect(said).toContain('short_message = <Bis bald>'), { timeout: 20_000, interval: 50 });
    expect(said).toMatch(/bind_transmitter[\s\S]*submit_sm/);
    expect(said).not.toMatch(/Unhandled SMPP PDU|unpacking failed/);
    await provider.close();
    await vi.waitFor(() => expect(said).toContain('unbind'), { timeout: 20_000, interval: 50 });
  });
});
