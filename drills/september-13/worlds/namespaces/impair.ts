import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fault } from '../../profiles.ts';
import { EDGES, type Faults } from '../world.ts';
import { congestionOf, type FaultFrom, faultRules, noFaultHere } from './fault-rules.ts';
import type { Machine, Network } from './network.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

/** What an edge's line carries while it is congested, and how long its queue may keep a packet. */
const LINE = { bitsPerSecond: 6_000_000, queueMilliseconds: 100 };
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

/** A machine whose side towards the clients can be made ill. */
interface Side {
  readonly machine: Machine;
  readonly device: RunningProgram;
  rules: string;
  isNarrow: boolean;
}

/**
 * The side of each edge towards the clients, that of the first place of the status page, and nothing else, made as ill as a profile wants it: rules
 * of nftables, and a narrow line with a device on it that does not stop sending.
 */
export async function openImpairment(network: Network, seed: number): Promise<Impairment> {
  const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
  const sideOf = (machine: Machine, at: number): Side => ({
    machine,
    device: startProgram(network, machine, [
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
  // What the device sends ends at the far side of the line.
  await run(network, 'wide', ['nft', '-f', '-'], DISCARD);

  async function setSide(side: Side, faultFrom: FaultFrom): Promise<void> {
    const congestion = congestionOf(faultFrom);
    const rules = faultRules(faultFrom);
    const isNarrow = congestion !== null;
    if (isNarrow && !side.isNarrow)
      await run(network, side.machine, [
        ...['tc', 'qdisc', 'replace', 'dev', 'wan0', 'root', 'tbf'],
        ...['rate', `${LINE.bitsPerSecond}bit`, 'burst', '16kb', 'latency', `${LINE.queueMilliseconds}ms`],
      ]);
    if (!isNarrow && side.isNarrow) await run(network, side.machine, ['tc', 'qdisc', 'del', 'dev', 'wan0', 'root']);
    if (isNarrow !== side.isNarrow && side.device.process.connected) side.device.process.send(congestion ?? 'silence');
    if (rules !== side.rules) await run(network, side.machine, ['nft', '-f', '-'], rules);
    Object.assign(side, { rules, isNarrow });
  }

  return {
    set: async (faults, statusFault) => {
      const settings = edgeSides.map((side, at) => setSide(side, (from) => faults(at + 1, from)));
      await Promise.all([...settings, setSide(statusSide, () => statusFault)]);
    },
    close: async () => {
      for (const side of [...edgeSides, statusSide]) {
        await side.device.close();
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
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${command.join(' ')} on ${machine}: ${words.trim()}`);
}
