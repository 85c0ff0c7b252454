import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { openTestClock } from '../testing/index.ts';
import { type Http, openHttp } from './index.ts';

const open = (options: object) =>
  openHttp({ clock: openTestClock(), log: silentLog, metrics: openMetrics(), ...options });

describe('what is no honest request', () => {
  let http: Http;
  let port: number;
  beforeAll(async () => {
    http = await open({ slowestMilliseconds: 300, httpsOnly: true });
    http.app.post('/echo', async ({ body }) => ({ body }));
    port = Number(new URL(await http.app.listen({ port: 0, host: '127.0.0.1' })).port);
  });
  afterAll(() => http.close());

  /** Sends the pieces, one each 50 ms, until the other side hangs up; answers what it said. */
  function say(pieces: Iterable<string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let heard = '';
      const source = pieces[Symbol.iterator]();
      const ticks = setInterval(() => {
        const { value, done } = source.next();
        if (done !== true && socket.writable) socket.write(value);
      }, 50);
      socket.on('data', (chunk) => {
        heard += chunk.toString();
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(ticks);
        resolve(heard);
      });
      socket.setTimeout(20_000, () => reject(new Error('The server waits without end')));
    });
  }

  it('is cut off when its head comes letter by letter without end', async () => {
    function* endless() {
      yield 'GET /healthz HTTP/1.1\r\nHost: x\r\n';
      for (;;) yield 'X-A: b\r\n';
    }
    expect(await say(endless())).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it('is cut off when its body comes byte by byte', async () => {
    function* endless() {
      yield 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n';
      for (;;) yield ' ';
    }
    expect(await say(endless())).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it('is refused when it could be read as two requests', async () => {
    const both = 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n';
    expect(await say([`POST /echo HTTP/1.1\r\nHost: x\r\n${both}`])).toMatch(/^HTTP\/1\.1 400 /);
    const twice = 'Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}';
    expect(await say([`POST /echo HTTP/1.1\r\nHost: x\r\n${twice}`])).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('is refused with a body larger than is taken, and with one that would change every object', async () => {
    const headers = { 'content-type': 'application/json' };
    const post = (payload: string) => http.app.inject({ method: 'POST', url: '/echo', headers, payload });
    expect((await post(JSON.stringify('x'.repeat(1_100_000)))).statusCode).toBe(413);
    const polluted = await post('{"a":1,"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}');
    expect(polluted.json()).toEqual({ body: { a: 1 } });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('browsers', () => {
  it('are told to come by HTTPS alone only where the public address is HTTPS', async () => {
    for (const httpsOnly of [true, false]) {
      const http = await open({ httpsOnly });
      const { headers } = await http.app.inject({ method: 'GET', url: '/api/nothing' });
      expect(headers['strict-transport-security']).toBe(httpsOnly ? 'max-age=31536000' : undefined);
      expect(headers['content-security-policy']).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      await http.close();
    }
  });
});
