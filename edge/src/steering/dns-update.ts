import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import type { EdgeClock } from '../clock.ts';
import {
  type AddressUpdate,
  readAnswer,
  responseWords,
  signMessage,
  type TsigKey,
  updateMessage,
} from './dns-message.ts';
import type { SteeringPort } from './steering-port.ts';

export interface DnsUpdate {
  readonly server: { readonly host: string; readonly port: number };
  readonly zone: string;
  /** The name that clients resolve: it keeps the addresses of the edges that serve. */
  readonly name: string;
  readonly ttlSeconds: number;
  readonly key: TsigKey;
  /** Edge id → its IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 5_000;
const TOLD_AGAIN_MS = 60_000;
const LONGEST_ANSWER = 65_535;

/** DNS update of RFC 2136, signed with TSIG, over TCP: BIND, Knot, PowerDNS and Windows DNS take it. DNS knows no shares: an edge is in or out. */
export function dnsUpdatePort(settings: DnsUpdate, clock: EdgeClock): SteeringPort {
  const { server, zone, name, ttlSeconds, key } = settings;
  return {
    name: `dns ${name}`,
    expresses: 'in_or_out',
    patienceMs: PATIENCE_MS,
    toldAgainMs: TOLD_AGAIN_MS,
    async steer(plan, signal) {
      const unknown = plan.filter(({ id }) => settings.addresses[id] === undefined);
      if (unknown.length > 0) throw new Error(`No address is set for ${unknown.map(({ id }) => id).join(', ')}`);
      const addresses = plan.filter(({ weight }) => weight > 0).map(({ id }) => settings.addresses[id]!);
      // A name without addresses is an outage of our own making, whatever the plan says.
      if (addresses.length === 0) throw new Error('The plan leaves no edge: the name keeps its addresses');
      const update: AddressUpdate = { zone, name, ttlSeconds, addresses };
      const id = randomInt(0x10000);
      const { signed, mac } = signMessage(updateMessage(id, update), key, clock.now().getTime() / 1000);
      const code = readAnswer(await exchange(server, signed, signal), id, key, mac);
      if (code !== 0) throw new Error(`The name server refused the update: ${responseWords(code)}`);
    },
  };
}

function exchange(server: DnsUpdate['server'], message: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect(server);
    const stop = () => socket.destroy(new Error('The name server did not answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const length = received.length >= 2 ? received.readUInt16BE(0) : LONGEST_ANSWER;
      if (received.length < length + 2) return;
      resolve(received.subarray(2, length + 2));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The name server closed the connection'));
    });
    const head = Buffer.alloc(2);
    head.writeUInt16BE(message.length);
    socket.write(Buffer.concat([head, message]));
  });
}
