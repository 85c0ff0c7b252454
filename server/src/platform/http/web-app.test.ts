import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { openTestClock } from '../testing/index.ts';
import { type Http, openHttp, serveWebApp } from './index.ts';

describe('a web app, served', () => {
  let folder: string;
  let http: Http;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'app-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>App</title>');
    writeFileSync(join(folder, 'sw.js'), '// worker');
    writeFileSync(join(folder, 'assets', 'index-B7x_9kQ2.js'), `export default '${'x'.repeat(4_000)}';`);
    const connectOrigins = ['https://edge.example'];
    http = await openHttp({ clock: openTestClock(), log: silentLog, metrics: openMetrics(), connectOrigins });
    await serveWebApp(http.app, { prefix: '/part/', folder, label: 'Part' });
    await serveWebApp(http.app, { prefix: '/absent/', folder: join(folder, 'nowhere'), label: 'Absent' });
    await serveWebApp(http.app, { prefix: '/', folder, label: 'Whole' });
  });
  afterAll(async () => {
    await http.close();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers = {}) => http.app.inject({ method: 'GET', url, headers });

  it('keeps what is named after its content for ever and asks anew for everything else', async () => {
    const hashed = await get('/part/assets/index-B7x_9kQ2.js', { 'accept-encoding': 'br' });
    expect(hashed.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    });
    for (const path of ['/', '/part/', '/part/sw.js', '/sw.js']) {
      expect((await get(path)).headers['cache-control']).toBe('no-cache');
    }
  });

  it('leaves unknown paths to the app, but neither files that are missing nor paths behind a door', async () => {
    for (const path of ['/jobs/42', '/part/jobs/42']) expect((await get(path)).body).toBe('<title>App</title>');
    expect((await get('/part/missing.js')).json()).toMatchObject({ status: 404, code: 'file_not_found' });
    expect((await get('/api/missing')).json()).toMatchObject({ status: 404, code: 'not_found' });
    expect((await get('/../../etc/passwd')).body).toBe('<title>App</title>');
  });

  it('stands below its slash, where its service worker reaches', async () => {
    const redirected = await get('/part?code=7');
    expect([redirected.statusCode, redirected.headers.location]).toEqual([308, '/part/?code=7']);
  });

  it('says so when it has not been built', async () => {
    for (const path of ['/absent/', '/absent/x']) {
      expect((await get(path)).json()).toMatchObject({ status: 503, code: 'web_app_not_built' });
    }
  });

  it('may load itself, workers and pictures that it made, and what it was told of', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).toContain("img-src 'self' data: blob:");
    expect(policy).toContain("connect-src 'self' https://edge.example");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});
