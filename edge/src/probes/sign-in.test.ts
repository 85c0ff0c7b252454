import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realClock } from '../clock.ts';
import { keepProbeSession } from './keep-session.ts';
import type { Look } from './look.ts';
import { AccountRefused, readSignedIn, signIn } from './sign-in.ts';

const account = { email: 'probe@example.org', password: 'correct horse' };

describe('signing in as a person does', () => {
  const servers: Server[] = [];
  let asked: string[];
  /** Of each edge. */
  let behaviour: { readBytes?: number; readStatus?: number; signInStatus?: number }[];
  let urls: string[];
  let tokens: Set<string>;
  const open = async (at: number) => {
    const bodyOf = async (request: IncomingMessage) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      return text;
    };
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      asked.push(`${at} ${request.method} ${request.url} ${request.headers.connection}`);
      const { signInStatus, readBytes = 4_000, readStatus = 200 } = behaviour[at]!;
      if (request.method === 'POST') {
        const isKnown = JSON.parse(await bodyOf(request)).password === account.password;
        const status = signInStatus ?? (isKnown ? 200 : 401);
        if (status !== 200) return response.writeHead(status).end(`{"code":"wrong_credentials"}`);
        const token = `t-${asked.length}`;
        tokens.add(token);
        response.setHeader('set-cookie', 'refresh=abc; Path=/api; HttpOnly');
        return response.end(JSON.stringify({ token }));
      }
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (!tokens.has(token)) return response.writeHead(401).end();
      if (request.method === 'DELETE') {
        tokens.delete(token);
        return response.writeHead(request.headers.cookie === 'refresh=abc' ? 204 : 400).end();
      }
      // Lost on the way, like every answer over 500 bytes in a gray failure.
      if (readBytes === 0) return;
      response.writeHead(readStatus).end('x'.repeat(readBytes));
    };
    const server = createServer((request, response) => void answer(request, response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  beforeEach(async () => {
    asked = [];
    behaviour = [{}, {}];
    tokens = new Set();
    urls = [await open(0), await open(1)];
  });
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each([
    ['an answer that never comes', { readBytes: 0 }, { kind: 'failed', reason: expect.stringMatching(/within 1 s/) }],
    ['a short one', { readBytes: 900 }, { kind: 'failed', reason: expect.stringMatching(/900 bytes/) }],
    ['an error of the edge', { readStatus: 502 }, { kind: 'failed', reason: 'status 502' }],
    ['a refusal', { readStatus: 403 }, { kind: 'refused', reason: 'status 403', isOfSession: true }],
    ['a limit', { readStatus: 429 }, { kind: 'refused', reason: 'status 429', isOfSession: false }],
    ['what it should be', {}, { kind: 'answered', milliseconds: expect.any(Number) }],
  ])('reads %s', async (_, next, result) => {
    const { token } = await signIn(new URL(urls[0]!), account);
    behaviour[0] = next;
    expect(await readSignedIn(new URL(urls[0]!), token, realClock)).toEqual(result);
  });

  it('tells an account that is not let in from a platform that cannot be asked', async () => {
    const url = new URL(urls[0]!);
    await expect(signIn(url, { ...account, password: 'x' })).rejects.toThrow(AccountRefused);
    for (const status of [403, 409, 422, 429]) {
      behaviour[0] = { signInStatus: status };
      await expect(signIn(url, account)).rejects.toThrow(`signing in is refused: status ${status}, wrong_credentials`);
    }
    behaviour[0] = { signInStatus: 500 };
    await expect(signIn(url, account)).rejects.toThrow('signing in: status 500');
  });

  /** Keeps a session over so many edges until `isEnough`. */
  async function keep(edges: number, isEnough: (seen: { api: Look[]; pairs: string[][] }) => boolean) {
    const stop = new AbortController();
    const seen = { api: [] as Look[], pairs: [] as string[][] };
    const session = keepProbeSession(
      {
        edges: urls.slice(0, edges).map((url, at) => ({ name: String(at), url })),
        account,
        clock: realClock,
        log: pino({ level: 'silent' }),
        intervalMilliseconds: 5,
        onApi: (look) => seen.api.push(look),
        onPair: (failed, well) => seen.pairs.push([failed.name, well.name]),
      },
      stop.signal,
    );
    await vi.waitUntil(() => isEnough(seen), { timeout: 10_000, interval: 5 });
    const state = session.account();
    const token = session.token();
    stop.abort();
    await session.done;
    return { ...seen, state, token, session };
  }

  it('keeps the newest session, signs out of those before, and of that when it stops', async () => {
    const { api, state, token } = await keep(2, ({ api }) => api.length >= 3);
    expect(api.every(({ severity }) => severity === 0)).toBe(true);
    expect(state).toMatchObject({ state: 'signed_in', why: null });
    expect(token).toMatch(/^t-/);
    expect(asked.slice(0, 3)).toEqual([
      '0 POST /api/session close',
      '0 GET /api/notification-rules close',
      '1 POST /api/session close',
    ]);
    expect(tokens.size).toBe(0);
  });

  it('makes a visit that failed anew over a sibling: it is the edge, and nothing is wrong with the API', async () => {
    behaviour[0] = { readStatus: 502 };
    const { api, pairs } = await keep(2, ({ api }) => api.length >= 4);
    expect(api.every(({ severity }) => severity === 0)).toBe(true);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    expect(pairs[0]).toEqual(['0', '1']);
  });

  it('finds fault with the API when no edge brings it, and when there is only one', async () => {
    behaviour = [{ signInStatus: 500 }, { signInStatus: 500 }];
    const two = await keep(2, ({ api }) => api.length >= 1);
    expect(two.api[0]).toMatchObject({ severity: 3, reason: 'signing in: status 500' });
    expect(two.pairs).toEqual([]);
    const one = await keep(1, ({ api }) => api.length >= 1);
    expect(one.api[0]).toMatchObject({ severity: 3 });
  });

  it('concludes nothing from an account that was let in and is not any more: that is told as its own fault', async () => {
    let isLocked = false;
    const { api, pairs, state } = await keep(2, ({ api }) => {
      if (api.length >= 1 && !isLocked) {
        isLocked = true;
        behaviour = [{ signInStatus: 401 }, { signInStatus: 401 }];
        asked = [];
      }
      return asked.filter((one) => one.includes('POST')).length >= 4;
    });
    expect(api.every(({ severity }) => severity === 0)).toBe(true);
    expect(pairs).toEqual([]);
    expect(state).toMatchObject({ state: 'refused', why: 'signing in is refused: status 401, wrong_credentials' });
  });

  it('lets go of a token that the platform refuses, and of none that is newer', async () => {
    const { session, token } = await keep(1, ({ api }) => api.length >= 1);
    session.refused('another');
    expect(session.token()).not.toBeNull();
    session.refused(token!);
    expect([token === null, session.token()]).toEqual([false, null]);
  });
});
