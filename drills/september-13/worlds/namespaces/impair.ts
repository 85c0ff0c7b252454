import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { EDGES, type Faults, noFaults } from '../world.ts';
import { congestionOf, faultRules } from './fault-rules.ts';
import type { Network } from './network.ts';
import { startProgram } from './start-program.ts';

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
  set(faults: Faults): Promise<void>;
  close(): Promise<void>;
}

/** The side of each edge towards the clients, and nothing else, made as ill as a profile wants it: rules of nftables, and a narrow line with a device on it that does not stop sending. */
export async function openImpairment(network: Network, seed: number): Promise<Impairment> {
  const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
  const devices = edges.map((edge) =>
    startProgram(network, `edge${edge}`, [
      process.execPath,
      join(import.meta.dirname, 'cross-traffic.ts'),
      NOBODY,
      String(LINE.bitsPerSecond),
      String(seed + edge),
    ]),
  );
  const inForce = edges.map((edge) => ({ rules: faultRules(edge, noFaults), isNarrow: false }));
  // What the device sends ends at the far side of the line.
  await run(network, 'wide', ['nft', '-f', '-'], DISCARD);

  async function setEdge(edge: number, faults: Faults): Promise<void> {
    const was = inForce[edge - 1]!;
    const congestion = congestionOf(edge, faults);
    const rules = faultRules(edge, faults);
    if (congestion && !was.isNarrow)
      await run(network, `edge${edge}`, [
        ...['tc', 'qdisc', 'replace', 'dev', 'wan0', 'root', 'tbf'],
        ...['rate', `${LINE.bitsPerSecond}bit`, 'burst', '16kb', 'latency', `${LINE.queueMilliseconds}ms`],
      ]);
    if (!congestion && was.isNarrow) await run(network, `edge${edge}`, ['tc', 'qdisc', 'del', 'dev', 'wan0', 'root']);
    if (was.isNarrow !== (congestion !== null)) devices[edge - 1]!.process.send(congestion ?? 'silence');
    if (rules !== was.rules) await run(network, `edge${edge}`, ['nft', '-f', '-'], rules);
    inForce[edge - 1] = { rules, isNarrow: congestion !== null };
  }

  return {
    set: async (faults) => {
      await Promise.all(edges.map((edge) => setEdge(edge, faults)));
    },
    close: async () => {
      for (const device of devices) await device.close();
      for (const edge of edges) await setEdge(edge, noFaults);
    },
  };
}

async function run(
  network: Network,
  machine: Parameters<Network['on']>[0],
  command: readonly string[],
  input = '',
): Promise<void> {
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
