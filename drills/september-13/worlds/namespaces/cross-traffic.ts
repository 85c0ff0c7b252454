import { createSocket } from 'node:dgram';
import { seeded } from '../../seeded.ts';

/**
 * The faulty device of an edge's site, a program of its own: `node cross-traffic.ts ADDRESS BITS_PER_SECOND SEED`. Told `{ lasts, apart }` it sends
 * packets that nobody asked for, somewhat more than the line carries, and stretch by stretch far more; told `silence` it stops.
 */
interface Overflow {
  readonly lasts: number;
  readonly apart: number;
}

const PACKET_BYTES = 1_400;
const DISCARD_PORT = 9;
/** A queue that is filled in bursts has room in between: sent every 10 ms, four times what the line carries lost a client one packet in ten. */
const TICK_MS = 1;
const [BETWEEN, OVER] = [1.2, 2.5];
const MOST_A_TICK = 100;

const [address = '', bitsPerSecond = '0', seed = '1'] = process.argv.slice(2);
const random = seeded(Number(seed));
const socket = createSocket('udp4');
const packet = Buffer.alloc(PACKET_BYTES);
const packetsPerMillisecond = Number(bitsPerSecond) / 8 / PACKET_BYTES / 1_000;
const drawn = (mean: number) => -Math.log(1 - random()) * mean;

let plan: Overflow | null = null;
let isOver = false;
let turnsAt = 0;
let owed = 0;
let lastAt = performance.now();

socket.on('error', () => {});
let timer: ReturnType<typeof setInterval> | null = null;
process.on('message', (told: Overflow | 'silence') => {
  plan = told === 'silence' ? null : told;
  isOver = false;
  turnsAt = 0;
  owed = 0;
  lastAt = performance.now();
  // A device that is silent costs the machine nothing: several worlds stand on it side by side.
  if (timer) clearInterval(timer);
  timer = plan ? setInterval(send, TICK_MS) : null;
});
process.on('disconnect', () => process.exit(0));

function send(): void {
  if (!plan) return;
  const now = performance.now();
  if (now >= turnsAt) {
    isOver = turnsAt === 0 || !isOver;
    turnsAt = now + drawn(isOver ? plan.lasts : plan.apart);
  }
  owed += (now - lastAt) * packetsPerMillisecond * (isOver ? OVER : BETWEEN);
  for (let sent = 0; owed >= 1 && sent < MOST_A_TICK; sent++, owed--) socket.send(packet, DISCARD_PORT, address);
  owed = Math.min(owed, MOST_A_TICK);
  lastAt = now;
}
