import { connect } from 'node:net';
import type { EdgeShare, SteeringPort } from './steering-port.ts';

export interface HaproxySocket {
  /** Path of the runtime socket (`stats socket … level admin`), or `host:port`. */
  readonly address: string;
  /** The backend whose servers are the edges, each named by its component: `server edge-1 …`. */
  readonly backend: string;
}

const PATIENCE_MS = 3_000;
/** A reload forgets what was said at runtime, and costs a word over a socket to put right. */
const TOLD_AGAIN_MS = 5_000;
const LONGEST_ANSWER = 65_536;
/** Of `srv_admin_state`: somebody has set it to maintenance. */
const IN_MAINTENANCE = 0x01;
const MOST_WEIGHT = 256;
/** In HAProxy's words when a backend balances by `static-rr`, or by a hash that is not `consistent`: it has no weights that change as it runs. */
const STATIC = 'static LB algorithm';
/** From this configured weight on, HAProxy's own percents (whole numbers, rounded down) keep a tenth. */
const LEAST_WHOLE_WEIGHT = 10;

/** A balancer before the edges, told over its runtime socket: weights take effect at once, and connections that stand are not cut. */
export function haproxySocketPort({ address, backend }: HaproxySocket): SteeringPort {
  let isStatic = false;
  return {
    name: `haproxy ${address}`,
    get expresses() {
      return isStatic ? 'in_or_out' : 'shares';
    },
    patienceMs: PATIENCE_MS,
    toldAgainMs: TOLD_AGAIN_MS,
    async steer(plan, signal) {
      const servers = readServers(await ask(address, `show servers state ${backend}`, signal));
      const missing = plan.filter(({ id }) => !servers.has(id));
      if (missing.length > 0)
        throw new Error(`The backend ${backend} has no server ${missing.map(({ id }) => id).join(', ')}`);
      // What somebody has put into maintenance at the balancer gets nothing anyway, and is theirs to bring back.
      const ours = plan.filter(({ id }) => !servers.get(id)!.isInMaintenance);
      if (ours.length === 0) return;
      const tell = async (weightOfEdge: (edge: EdgeShare) => string) => {
        // Weight and state are set apart: `drain` also sends away who would stick to it.
        const words = ours.map(
          (edge) =>
            `set server ${backend}/${edge.id} weight ${weightOfEdge(edge)};set server ${backend}/${edge.id} state ${edge.weight === 0 ? 'drain' : 'ready'}`,
        );
        return (await ask(address, words.join(';'), signal)).replace(/\s+/g, ' ').trim();
      };
      let said = await tell(({ id, weight }) => weightOf(id, weight, servers, plan));
      // It says so at the first share between nothing and all. Asked each time: the next reload may bring another algorithm.
      const knowsNoShares = said.includes(STATIC);
      if (knowsNoShares) said = await tell(({ weight }) => (weight === 0 ? '0%' : '100%'));
      if (said !== '') throw new Error(`The balancer refused: ${said}`);
      if (knowsNoShares) isStatic = true;
      else if (plan.some(({ weight }) => weight > 0 && weight < 100)) isStatic = false;
    },
  };
}

interface Server {
  /** As configured: HAProxy's percents are of this. */
  readonly weight: number;
  readonly isInMaintenance: boolean;
}

/** Of the answer to `show servers state`: a version, a line of names, a line a server. Throws with HAProxy's own words when it is none. */
function readServers(text: string): Map<string, Server> {
  const [version, heading = '', ...lines] = text.split('\n');
  if (version !== '1') throw new Error(`The balancer refused: ${text.replace(/\s+/g, ' ').trim() || 'no answer'}`);
  const names = heading.replace(/^# /, '').split(' ');
  const [name, weight, admin] = ['srv_name', 'srv_iweight', 'srv_admin_state'].map((one) => names.indexOf(one));
  return new Map(
    lines
      .map((line) => line.split(' '))
      .filter((fields) => fields.length > 1)
      .map((fields) => [
        fields[name!]!,
        { weight: Number(fields[weight!]), isInMaintenance: (Number(fields[admin!]) & IN_MAINTENANCE) !== 0 },
      ]),
  );
}

/** HAProxy rounds percents down, and servers weigh 1 unless configured: a tenth of that would be nothing. Then all are weighed anew, in proportion. */
function weightOf(id: string, share: number, servers: ReadonlyMap<string, Server>, plan: readonly EdgeShare[]): string {
  const configured = plan.map((edge) => servers.get(edge.id)!.weight).filter((weight) => weight > 0);
  if (configured.every((weight) => weight >= LEAST_WHOLE_WEIGHT)) return `${share}%`;
  const times = Math.max(1, Math.min(100, Math.floor(MOST_WEIGHT / Math.max(...configured))));
  const weight = Math.round((servers.get(id)!.weight * times * share) / 100);
  return String(share > 0 && servers.get(id)!.weight > 0 ? Math.max(1, weight) : weight);
}

/** One line of commands on a connection of its own; to `set` HAProxy answers nothing when it did as told, and words when it did not. */
function ask(address: string, words: string, signal: AbortSignal): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? [];
    const socket = host && port ? connect({ host, port: Number(port) }) : connect({ path: address });
    const stop = () => socket.destroy(new Error('The balancer did not answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      if (text.length > LONGEST_ANSWER) socket.destroy(new Error('The balancer does not stop talking'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      signal.removeEventListener('abort', stop);
      resolve(text);
    });
    socket.end(`${words}\n`);
  });
}
