import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A far side for tests: answers what the platform answers to probes, or misbehaves as told. */
export interface StandInPlatform {
  url: URL;
  /** How the next requests are answered. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export interface Behaviour {
  /** Answers longer than this many bytes never arrive: the gray failure. */
  dropsOverBytes?: number;
  /** Answers every request with this status. */
  status?: number;
  /** What `/readyz` says beside the parts that are well. */
  components?: Record<string, { state: string; detail?: string }>;
}

const parts = ['dispatch-web', 'itinerary-optimiser', 'notifications', 'outbound-email', 'outbound-sms'];
const long = 'x'.repeat(4000);
const page = '<!doctype html><title>app</title><script type="module" src="/assets/app.js"></script>';

export async function startStandInPlatform(): Promise<StandInPlatform> {
  let behaviour: Behaviour = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const send = (type: string, body: string) => answer(response, behaviour, type, body);
    if (path === '/readyz') return send('application/json', JSON.stringify({ components: components(behaviour) }));
    if (path === '/assets/app.js') return send('text/javascript', long);
    if (path.endsWith('/openapi.json')) return send('application/json', JSON.stringify({ openapi: '3.1.0', long }));
    if (path.endsWith('/')) return send('text/html; charset=utf-8', page);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function components(behaviour: Behaviour): Behaviour['components'] {
  const well = Object.fromEntries(parts.map((part) => [part, { state: 'operational' }]));
  return { ...well, ...behaviour.components };
}

function answer(response: ServerResponse, behaviour: Behaviour, type: string, body: string): void {
  // The connection stays open and silent, as when packets are lost on the way.
  if (body.length > (behaviour.dropsOverBytes ?? Number.POSITIVE_INFINITY)) return;
  response.writeHead(behaviour.status ?? 200, { 'content-type': type }).end(body);
}
