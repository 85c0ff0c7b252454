import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fault } from '../../profiles.ts';
import { EDGES, type Faults } from '../world.ts';
import { congestionOf, type FaultFrom, type FaultRules, faultRules, noFaultHere } from './fault-rules.ts';
import { deviceOf, FAR_SIDE, type Machine, type Network, type Served } from './network.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

/**
 * What an edge's line carries while it is congested, how long its queue may keep a packet and how many it holds: counted in packets, since a queue counted
 * in bytes nearly always has room for a small answer.
 */
const LINE = { bitsPerSecond: 6_000_000, queueMilliseconds: 100, queuePackets: 50 };
const NOBODY = '192.0.2.254';
const DISCARD = `table inet drill {}
delete table inet drill
table inet drill {
  chain in {
    type filter hook input priority 0;
    udp dport 9 drop
  }
}
`;

export interface Impairment {
  /** Resolves when these faults are in force, within a fraction of a second. */
  set(faults: Faults, statusFault: Fault | null): Promise<void>;
  close(): Promise<void>;
}

/** A machine whose way to the clients can be made ill. */
interface Side {
  readonly served: Served;
  readonly crossTraffic: RunningProgram;
  rules: FaultRules;
  isNarrow: boolean;
}

/**
 * The device before each edge, that before the first place of the status page, and nothing else, made as ill as a profile wants it: rules
 * of nftables, and a narrow line on which the device does not stop sending.
 */
export async function openImpairment(network: Network, seed: number): Promise<Impairment> {
  const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
  const sideOf = (served: Served, at: number): Side => ({
    served,
    crossTraffic: startProgram(network, deviceOf(served), [
      process.execPath,
      join(import.meta.dirname, 'cross-traffic.ts'),
      NOBODY,
      String(LINE.bitsPerSecond),
      String(seed + at),
    ]),
    rules: faultRules(noFaultHere),
    isNarrow: false,
  });
  const edgeSides = edges.map((edge) => sideOf(`edge${edge}`, edge));
  const statusSide = sideOf('status1', EDGES + 1);
  // What the devices send ends at the far side of the line.
  await run(network, 'wide', ['nft', '-f', '-'], DISCARD);

  async function setSide(side: Side, faultFrom: FaultFrom): Promise<void> {
    const congestion = congestionOf(faultFrom);
    const rules = faultRules(faultFrom);
    const isNarrow = congestion !== null;
    const device = deviceOf(side.served);
    const queue = (...words: string[]) => run(network, device, ['tc', 'qdisc', ...words]);
    if (isNarrow && !side.isNarrow) {
      const { bitsPerSecond, queueMilliseconds, queuePackets } = LINE;
      const line = ['rate', `${bitsPerSecond}bit`, 'burst', '16kb', 'latency', `${queueMilliseconds}ms`];
      await queue('replace', 'dev', FAR_SIDE, 'root', 'handle', '1:', 'tbf', ...line);
      await queue('replace', 'dev', FAR_SIDE, 'parent', '1:1', 'pfifo', 'limit', String(queuePackets));
    }
    if (!isNarrow && side.isNarrow) await queue('del', 'dev', FAR_SIDE, 'root');
    const { process: child } = side.crossTraffic;
    if (isNarrow !== side.isNarrow && child.connected) child.send(congestion ?? 'silence');
    if (rules.device !== side.rules.device) await run(network, device, ['nft', '-f', '-'], rules.device);
    if (rules.machine !== side.rules.machine) await run(network, side.served, ['nft', '-f', '-'], rules.machine);
    Object.assign(side, { rules, isNarrow });
  }

  return {
    set: async (faults, statusFault) => {
      const settings = edgeSides.map((side, at) => setSide(side, (from) => faults(at + 1, from)));
      await Promise.all([...settings, setSide(statusSide, () => statusFault)]);
    },
    close: async () => {
      for (const side of [...edgeSides, statusSide]) {
        await side.crossTraffic.close();
        await setSide(side, noFaultHere);
      }
    },
  };
}

async function run(network: Network, machine: Machine, command: readonly string[], input = ''): Promise<void> {
  const [program, ...args] = [...network.on(machine), ...command];
  const child = spawn(program!, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString('utf8');
  });
  // One that failed, or reads nothing, may be over before its words reach it: its end says how it went.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${command.join(' ')} on ${machine}: ${words.trim()}`);
}
