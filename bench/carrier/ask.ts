import { Agent, request } from 'node:http';
import type { Carrier } from './make-carrier.ts';

export interface Told<T> {
  readonly body: T;
  readonly bytes: number;
  readonly milliseconds: number;
}

export type Ask = <T>(method: string, path: string, body?: object, bearer?: string) => Promise<Told<T>>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Requests to the platform over HTTP; with the carrier's key unless another bearer is said. Throws on a refusal. */
export function askerOf({ url, key }: Carrier): Ask {
  return <T>(method: string, path: string, body?: object, bearer = key) => {
    const [text, sent] = [body === undefined ? undefined : JSON.stringify(body), performance.now()];
    return new Promise<Told<T>>((resolve, reject) => {
      const length =
        text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const going = request(`${url}${path}`, {
        method,
        agent,
        headers: { authorization: `Bearer ${bearer}`, ...length },
      });
      going.on('error', reject);
      going.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(parts);
          const [status, milliseconds] = [response.statusCode ?? 0, performance.now() - sent];
          const whole = answer.toString('utf8');
          if (status >= 300) reject(new Error(`${method} ${path}: ${status} ${whole.slice(0, 400)}`));
          else resolve({ body: (whole === '' ? null : JSON.parse(whole)) as T, bytes: answer.length, milliseconds });
        });
      });
      going.end(text);
    });
  };
}

/** All of them, so many at once, no new one after `until` (of performance.now). Returns how many were begun. */
export async function severalAtOnce<T>(
  list: readonly T[],
  atOnce: number,
  until: number,
  run: (each: T) => Promise<void>,
): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < list.length && performance.now() < until) await run(list[next++]!);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return next;
}
