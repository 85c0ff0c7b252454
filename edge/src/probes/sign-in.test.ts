import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realClock } from '../clock.ts';
import type { Look } from './look.ts';
import { AccountRefused, lookBySignIn, probeBySignIn } from './sign-in.ts';

const account = { email: 'probe@example.org', password: 'correct horse' };

describe('a look by signing in', () => {
  let server: Server;
  let url: URL;
  let asked: string[];
  let behaviour: { readBytes?: number; readStatus?: number; signInStatus?: number };
  beforeEach(async () => {
    asked = [];
    behaviour = {};
    const bodyOf = async (request: IncomingMessage) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      return text;
    };
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      asked.push(`${request.method} ${request.url} ${request.headers.connection}`);
      if (request.method === 'POST') {
        const known = JSON.parse(await bodyOf(request)).password === account.password;
        response.setHeader('set-cookie', 'refresh=abc; Path=/api; HttpOnly');
        return response.writeHead(behaviour.signInStatus ?? (known ? 200 : 401)).end('{"token":"t-1"}');
      }
      if (request.headers.authorization !== 'Bearer t-1') return response.writeHead(401).end();
      if (request.method === 'DELETE')
        return response.writeHead(request.headers.cookie === 'refresh=abc' ? 204 : 400).end();
      // Lost on the way, like every answer over 500 bytes in a gray failure.
      if (behaviour.readBytes === 0) return;
      response.writeHead(behaviour.readStatus ?? 200).end('x'.repeat(behaviour.readBytes ?? 4_000));
    };
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('signs in, reads more than a packet, signs out, over a new connection each', async () => {
    expect(await lookBySignIn(url, account, realClock)).toMatchObject({ severity: 0 });
    expect(asked).toEqual([
      'POST /api/session close',
      'GET /api/notification-rules close',
      'DELETE /api/session close',
    ]);
  });

  it.each([
    ['an answer that never comes', { readBytes: 0 }, /within 1 s/],
    ['a short one', { readBytes: 900 }, /900 bytes/],
    ['a refusal', { readStatus: 503 }, /status 503/],
    ['no way in', { signInStatus: 500 }, /signing in: status 500/],
  ])('fails for %s', async (_, next, reason) => {
    behaviour = next;
    expect(await lookBySignIn(url, account, realClock)).toMatchObject({
      severity: 3,
      reason: expect.stringMatching(reason),
    });
  });

  it('concludes nothing from an account that nobody knows, and much from one that was known', async () => {
    await expect(lookBySignIn(url, { ...account, password: 'x' }, realClock)).rejects.toThrow(AccountRefused);
    const looks: Look[] = [];
    const stop = new AbortController();
    const parts = {
      edges: [{ name: 'a', url: url.href }],
      clock: realClock,
      log: pino({ level: 'silent' }),
      intervalMilliseconds: 5,
    };
    behaviour = { signInStatus: 401 };
    const probing = probeBySignIn({ ...parts, account, onLook: (_, look) => looks.push(look) }, stop.signal);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(3), 10_000);
    expect(looks).toEqual([]);
    behaviour = {};
    await vi.waitFor(() => expect(looks.some(({ severity }) => severity < 3)).toBe(true), 10_000);
    behaviour = { signInStatus: 401 };
    await vi.waitFor(() => expect(looks.at(-1)?.reason).toMatch(/allowed before/), 10_000);
    stop.abort();
    await probing;
  });
});
