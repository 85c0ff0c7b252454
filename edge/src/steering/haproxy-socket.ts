import { connect } from 'node:net';
import type { SteeringPort } from './steering-port.ts';

export interface HaproxySocket {
  /** Path of the runtime socket (`stats socket … level admin`), or `host:port`. */
  readonly address: string;
  /** The backend whose servers are the edges, each named by its component: `server edge-1 …`. */
  readonly backend: string;
}

const LONGEST_ANSWER = 65_536;

/** A balancer before the edges, told over its runtime socket: weights take effect at once, and connections that stand are not cut. */
export function haproxySocketPort({ address, backend }: HaproxySocket): SteeringPort {
  return {
    name: `haproxy ${address}`,
    async steer(plan, signal) {
      for (const { id, weight } of plan) {
        // Weight and state are set apart: `drain` also sends away who would stick to it.
        await command(address, `set server ${backend}/${id} weight ${weight}%`, signal);
        await command(address, `set server ${backend}/${id} state ${weight === 0 ? 'drain' : 'ready'}`, signal);
      }
    },
  };
}

/** One command on a connection of its own; HAProxy answers nothing when it did as told, and words when it did not. */
async function command(address: string, words: string, signal: AbortSignal): Promise<void> {
  const answer = await new Promise<string>((resolve, reject) => {
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
  const said = answer.trim();
  if (said !== '') throw new Error(`The balancer refused "${words}": ${said}`);
}
