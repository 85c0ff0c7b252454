import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly bearer: string;
  readonly body?: unknown;
}

export interface Volley {
  readonly requests: number;
  readonly failed: number;
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

/** So many askers, each with one request under way, for so long; the first tenth of the time warms up and is not counted. */
export async function fire(url: string, next: () => Shot, askers: number, seconds: number): Promise<Volley> {
  const agent = new Agent({ keepAlive: true, maxSockets: askers });
  const began = performance.now();
  const counts = began + seconds * 100;
  const ends = began + seconds * 1100;
  const times: number[] = [];
  let failed = 0;
  const ask = async () => {
    while (performance.now() < ends) {
      const sent = performance.now();
      const status = await send(agent, url, next());
      if (sent < counts) continue;
      times.push(performance.now() - sent);
      if (status >= 300) failed++;
    }
  };
  await Promise.all(Array.from({ length: askers }, ask));
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return {
    requests: times.length,
    failed,
    requestsPerSecond: Math.round(times.length / ((performance.now() - counts) / 1000)),
    p50Milliseconds: at(0.5),
    p99Milliseconds: at(0.99),
  };
}

function send(agent: Agent, url: string, { method, path, bearer, body }: Shot): Promise<number> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.end(text);
  });
}
