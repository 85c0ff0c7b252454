import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatusDocument } from '@roundsman/api-contract';
import { startSmtpPeer } from '@roundsman/message-delivery/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ConfigRefused, readConfig, startEdge } from '../index.ts';
import { configOf, newFolder } from '../testing/test-edge.ts';

it('calls a person when the platform is gone, who tells the public by one tap; its copies say so within ten seconds', async () => {
  const folder = newFolder(onTestFinished);
  const smtp = await startSmtpPeer();
  const copy = join(folder, 'elsewhere');
  const edge = await startEdge(
    readConfig(
      configOf(folder, {
        PLATFORM_URL: 'http://127.0.0.1:9',
        OUTAGE_AFTER_SECONDS: '1',
        EDGE_ALERT_EMAIL: 'mia@example.com',
        SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
        STATUS_HOSTS: JSON.stringify([{ kind: 'folder', folder: copy }]),
      }),
    ),
  );
  onTestFinished(async () => {
    await edge.stop();
    await smtp.stop();
  });
  await vi.waitUntil(() => smtp.received.length > 0, { timeout: 30_000, interval: 50 });
  const mail = smtp.received[0]!.raw.toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  expect(mail).toMatch(/^Subject: Roundsman monitor: 10 parts are out of order/m);
  expect(mail).toContain('A draft waits for one tap.');

  const link = edge.url + /\/alert\?t=[\w.-]+/.exec(mail)![0];
  const page = await (await fetch(link)).text();
  expect(page).toContain('The platform is out of reach');
  const draft = /name="draft" value="([^"]+)"/.exec(page)![1]!;
  const done = await fetch(link, { method: 'POST', body: new URLSearchParams({ draft, action: 'publish' }) });
  expect(await done.text()).toContain('It is published.');
  const incidentsAt = (path: string) =>
    StatusDocument.parse(JSON.parse(readFileSync(path, 'utf8'))).openIncidents.map(({ title }) => title);
  const bound = { timeout: 10_000, interval: 50 };
  await vi.waitUntil(() => incidentsAt(join(folder, 'edge/public/status.json')).length === 1, bound);
  await vi.waitUntil(() => incidentsAt(join(copy, 'status.json')).length === 1, bound);
  expect(incidentsAt(join(copy, 'status.json'))).toEqual(['The platform is out of reach']);
});

it('is refused a contact that it has no way to', () => {
  const read = () => readConfig({ EDGE_ALERT_EMAIL: 'mia@example.com', EDGE_ALERT_SMS: '0791234567' });
  expect(read).toThrow(ConfigRefused);
  expect(read).toThrow(/EDGE_ALERT_SMS: mobile numbers with their country/);
  expect(read).toThrow(/EDGE_ALERT_EMAIL: needs SMTP_URL or EMAIL_PROVIDERS/);
});
