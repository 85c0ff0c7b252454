import { request } from 'node:https';
import { NETWORKS, type World } from '../worlds/world.ts';
import type { Measured } from './load.ts';

const EVERY_MS = 1_000;
/** What a person waits before they call a page dead. */
const PATIENCE_MS = 10_000;
const HOST = 240;
/** As much as the first page of an app: many packets. */
const ENOUGH_BYTES = 65_536;

/**
 * People who come for the first time: no code of ours runs yet, so they have what the name server says and one try. Each asks it anew, takes one
 * of the addresses as a resolver would hand them out, and opens a long document over a fresh connection.
 */
export async function visitFirst(
  world: World,
  untilMs: () => number,
  clock: { readonly nowMs: () => number; readonly random: () => number },
): Promise<readonly Measured[]> {
  const { door } = world;
  if (!door) return [];
  const measured: Measured[] = [];
  const under: Promise<void>[] = [];
  for (let at = 0; clock.nowMs() < untilMs(); at++) {
    under.push(visit(at));
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(under);
  return measured;

  async function visit(at: number): Promise<void> {
    const startedAt = clock.nowMs();
    let fault: string | null = null;
    let address = '';
    try {
      const addresses = await door!.resolve();
      address = addresses[Math.floor(clock.random() * addresses.length)] ?? '';
      await open(door!.hostname, address, world.addressIn((at % NETWORKS) + 1, HOST));
    } catch (error) {
      fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    measured.push({
      way: 'navigation',
      client: at,
      kind: 'page',
      startedAt,
      milliseconds: clock.nowMs() - startedAt,
      fault,
      sent: [{ atMs: startedAt, edge: address, path: '/' }],
      referenceId: null,
      createdId: null,
    });
  }
}

function open(hostname: string, address: string, localAddress: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const options = {
      host: address,
      servername: hostname,
      path: '/api/openapi.json',
      headers: { host: hostname },
      agent: false as const,
      localAddress,
      signal,
    };
    const asked = request(options, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`status ${answer.statusCode}`));
      let bytes = 0;
      const isThere = () => {
        resolve();
        asked.destroy();
      };
      answer.on('error', reject);
      answer.on('end', isThere);
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes >= ENOUGH_BYTES) isThere();
      });
    });
    asked.on('error', (error) => reject(signal.aborted ? new Error('no answer within 10 s') : error));
    asked.end();
  });
}
