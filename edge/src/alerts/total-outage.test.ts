import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatusDocument } from '@roundsman/api-contract';
import { startSmtpPeer } from '@roundsman/message-delivery/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ConfigRefused, readConfig, startEdge } from '../index.ts';
import { configOf, newFolder } from '../testing/test-edge.ts';

it('calls a person once when the platform is gone, who tells the public by one tap; the page says so at once, and its copies', async () => {
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
  const mails = () =>
    smtp.received.map(({ raw }) => raw.toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='));
  const linkIn = (mail: string) => edge.url + /\/alert\?t=[\w.-]+/.exec(mail)![0];
  await vi.waitUntil(() => mails().length > 0, patience);
  const [mail] = mails() as [string];
  // Looks at the parts and looks over the edges find out at the same moment: which of them was first is chance.
  expect(mail).toMatch(/^Subject: Roundsman monitor: (10 parts are out of order|Nobody gets an answer over any edge)/m);
  expect(mail).toContain('A draft waits for one tap.');

  const link = linkIn(mail);
  await vi.waitUntil(async () => (await readPage(link)).includes('Nobody gets an answer'), patience);
  const page = await readPage(link);
  expect(page).toContain('The platform is out of reach');
  const draft = /name="draft" value="([^"]+)"/.exec(page)![1]!;
  const done = await fetch(link, { method: 'POST', body: new URLSearchParams({ draft, action: 'publish' }) });
  const incidentsAt = (path: string) =>
    StatusDocument.parse(JSON.parse(readFileSync(path, 'utf8'))).openIncidents.map(({ title }) => title);
  expect(incidentsAt(join(folder, 'edge/public/status.json'))).toEqual(['The platform is out of reach']);
  expect(await done.text()).toContain('It is published.');
  await vi.waitFor(
    () => expect(incidentsAt(join(copy, 'status.json'))).toEqual(['The platform is out of reach']),
    patience,
  );
  expect(new Set(mails().map(linkIn))).toEqual(new Set([link]));
}, 300_000);

/** On a machine that is busy with other things everything takes its time; nothing here is about how much. */
const patience = { timeout: 120_000, interval: 50 };

const readPage = async (url: string) => (await fetch(url)).text();

it('is refused a contact that it has no way to', () => {
  const read = () => readConfig({ EDGE_ALERT_EMAIL: 'mia@example.com', EDGE_ALERT_SMS: '0791234567' });
  expect(read).toThrow(ConfigRefused);
  expect(read).toThrow(/EDGE_ALERT_SMS: mobile numbers with their country/);
  expect(read).toThrow(/EDGE_ALERT_EMAIL: needs SMTP_URL or EMAIL_PROVIDERS/);
});
