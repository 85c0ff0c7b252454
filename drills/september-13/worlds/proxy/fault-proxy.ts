import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Fault } from '../../profiles.ts';

const PACKET_BYTES = 1_460;
/** Linux's least retransmission time-out; doubled with each repetition that is lost too. */
const RETRANSMIT_MS = 200;
const SYN_RETRANSMIT_MS = 1_000;
/** With three packets behind a lost one, its loss is told by their acknowledgements instead of a timer. */
const FAST_RETRANSMIT_MS = 12;
const MOST_REPEATS = 6;
const MOST_STRETCHES = 100;
const MOST_QUEUED_BYTES = 1_048_576;

export interface FaultProxy {
  readonly url: string;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  readonly port: number;
  readonly upstream: { readonly host: string; readonly port: number };
  readonly random: () => number;
  /** The fault of this moment for a client at that address; asked for each chunk. */
  fault(clientAddress: string): Fault | null;
}

/** An edge for those without root: TCP through this process, with loss as the time that TCP takes to mend it. Connections leave from the client's own address. */
export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const path = openPath(options.random);
  const server: Server = createServer({ pauseOnConnect: true }, (client) => {
    const address = (client.remoteAddress ?? '').replace(/^::ffff:/, '');
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    client.on('error', () => {});
    const fault = () => options.fault(address);
    const wrong = fault();
    const late = wrong && path.loses(wrong, 0) ? repeated(wrong, path, 0, SYN_RETRANSMIT_MS) : 0;
    setTimeout(() => {
      if (client.destroyed) return;
      const platform = connect({ ...options.upstream, localAddress: address });
      sockets.add(platform);
      platform.on('close', () => sockets.delete(platform));
      platform.on('error', () => client.destroy());
      carry(client, platform, 'request', fault, path);
      carry(platform, client, 'reply', fault, path);
      client.resume();
    }, late);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One direction: bytes arrive in order, each piece no earlier than the one before it. */
function carry(from: Socket, to: Socket, way: 'request' | 'reply', fault: () => Fault | null, path: Path): void {
  let freeAt = 0;
  let queued = 0;
  let isBlackHole = false;
  const waiting: (() => void)[] = [];
  const later = (delayMs: number, run: () => void) => {
    const now = performance.now();
    freeAt = Math.max(freeAt, now + delayMs);
    waiting.push(run);
    // Timers keep whole milliseconds, so that one may ring before another that was set for the same moment earlier: whichever does, the first piece goes.
    setTimeout(() => waiting.shift()!(), freeAt - now);
  };
  from.on('data', (chunk: Buffer) => {
    const wrong = fault();
    // TCP sends what was lost again and again; over this path it never arrives, and what comes behind it waits.
    isBlackHole ||= wrong?.losesReplies === true && way === 'reply';
    isBlackHole ||= wrong?.largestPacketBytes !== undefined && chunk.length > wrong.largestPacketBytes;
    if (isBlackHole) return;
    if (!wrong && waiting.length === 0 && freeAt <= performance.now()) return void to.write(chunk);
    queued += chunk.length;
    if (queued > MOST_QUEUED_BYTES) from.pause();
    later(wrong ? delayOf(chunk.length, wrong, path) : 0, () => {
      queued -= chunk.length;
      if (queued <= MOST_QUEUED_BYTES / 2) from.resume();
      if (!to.destroyed) to.write(chunk);
    });
  });
  from.on('end', () => later(0, () => !isBlackHole && !to.destroyed && to.end()));
  from.on('close', () => later(0, () => to.destroy()));
}

/** Milliseconds until all packets of a piece are through, each repeated as TCP would until it is. */
function delayOf(bytes: number, fault: Fault, path: Path): number {
  const { queue } = fault;
  const packets = Math.ceil(bytes / PACKET_BYTES);
  let delay = queue ? queue[0] + (queue[1] - queue[0]) * path.random() : 0;
  for (let packet = 0; packet < packets; packet++) {
    if (!path.loses(fault, delay)) continue;
    const isToldByOthers = packets - packet > 3;
    if (isToldByOthers && !path.loses(fault, delay + FAST_RETRANSMIT_MS)) delay += FAST_RETRANSMIT_MS;
    else delay = repeated(fault, path, delay, RETRANSMIT_MS);
  }
  return delay;
}

/** When a packet that was lost comes through: repeated after `firstMs`, then twice as long, and so on. */
function repeated(fault: Fault, path: Path, fromMs: number, firstMs: number): number {
  let at = fromMs;
  for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
    at += firstMs * 2 ** repeat;
    if (!path.loses(fault, at)) break;
  }
  return at;
}

/** One edge's way in: all connections over it share the queue that overflows. */
interface Path {
  readonly random: () => number;
  /** Whether a packet is lost that is sent so many milliseconds from now. */
  loses(fault: Fault, inMs: number): boolean;
}

function openPath(random: () => number): Path {
  const stretches: { from: number; to: number }[] = [];
  const drawn = (mean: number) => -Math.log(1 - random()) * mean;
  const overflows = ({ lasts, apart }: NonNullable<Fault['overflow']>, at: number) => {
    let end = stretches.at(-1)?.to ?? performance.now();
    while (end < at) {
      const from = end + drawn(apart);
      end = from + drawn(lasts);
      stretches.push({ from, to: end });
    }
    if (stretches.length > MOST_STRETCHES) stretches.splice(0, stretches.length - MOST_STRETCHES);
    return stretches.some(({ from, to }) => at >= from && at < to);
  };
  return {
    random,
    loses: (fault, inMs) =>
      (fault.overflow !== undefined && overflows(fault.overflow, performance.now() + inMs)) ||
      (fault.loss !== undefined && random() < fault.loss),
  };
}
