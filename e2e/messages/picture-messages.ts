// `npm run pictures:messages -- FOLDER`: every shipped message in every language, on a phone and a desktop, light and dark,
// and its SMS and push; fails where contrast is too low, a variable was left or an SMS takes more than two segments.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { ShippedMessage } from '../../server/src/modules/notifications/testing/index.ts';
import { checkContrast, SCHEMES, type Scheme } from './check-contrast.ts';
import { messagesToShow } from './messages-to-show.ts';

const DEVICES = { phone: { width: 390, height: 760 }, desktop: { width: 760, height: 640 } } as const;
const COLUMNS = 5;
const ZOOM = 0.6;
const MOST_SEGMENTS = 2;

type Device = keyof typeof DEVICES;

const folder = process.argv[2] ?? 'message-pictures';
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const faults: string[] = [];
const messages = await messagesToShow();
for (const { reader, language, trigger, email, sms, push } of messages) {
  const name = `${reader} ${language} ${trigger}`;
  for (const text of [email.subject, email.text, email.html, sms.text, push.subject, push.text]) {
    if (/\[\[|\{[a-z]|undefined|NaN/.test(text)) faults.push(`${name}: a variable was left`);
  }
  // What the office reads may bring a reason in its own letters; it costs no segment more.
  const most = reader === 'customer' ? MOST_SEGMENTS : 1;
  if ((reader === 'customer' && sms.encoding !== 'gsm7') || sms.segments > most)
    faults.push(`${name}: SMS of ${sms.segments} ${sms.encoding}`);
}
for (const [name, own] of Map.groupBy(messages, ({ reader, language }) => `${reader}-${language}`)) {
  for (const scheme of SCHEMES) {
    faults.push(...(await checkContrast(browser, own, scheme)));
    for (const device of Object.keys(DEVICES) as Device[]) await takeSheet(browser, own, name, device, scheme);
  }
  await takeTexts(browser, own, name);
}
await browser.close();
console.log(`${messages.length} messages, ${messages.length * 4} e-mails seen, pictures in ${folder}`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function takeSheet(
  at: Browser,
  own: readonly ShippedMessage[],
  name: string,
  device: Device,
  scheme: Scheme,
): Promise<void> {
  const { width, height } = DEVICES[device];
  const columns = device === 'phone' ? COLUMNS : 3;
  const context = await at.newContext({
    colorScheme: scheme,
    viewport: { width: Math.ceil(columns * (width * ZOOM + 16) + 16), height: 800 },
  });
  const page = await context.newPage();
  const frames = own.map(
    ({ trigger, email }) =>
      `<figure><figcaption>${trigger}: ${escapeHtml(email.subject)}</figcaption><iframe srcdoc="${escapeHtml(email.html)}"></iframe></figure>`,
  );
  await page.setContent(`<style>
    body { margin: 16px; display: grid; grid-template-columns: repeat(${columns}, ${width * ZOOM}px); gap: 16px; font: 11px sans-serif; color-scheme: ${scheme}; background: Canvas; color: CanvasText; }
    figure { margin: 0; } figcaption { height: 28px; overflow: hidden; }
    iframe { width: ${width}px; height: ${height}px; border: 0; zoom: ${ZOOM}; color-scheme: ${scheme}; }
  </style>${frames.join('')}`);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `email-${name}-${device}-${scheme}.png`), fullPage: true });
  await context.close();
}

async function takeTexts(at: Browser, own: readonly ShippedMessage[], name: string): Promise<void> {
  const page = await at.newPage({ viewport: { width: 900, height: 800 } });
  const rows = own.map(
    ({ trigger, sms, push }) =>
      `<tr><th>${trigger}</th><td>${escapeHtml(sms.text)}</td><td>${sms.segments}</td><td><b>${escapeHtml(push.subject)}</b><br>${escapeHtml(push.text)}</td></tr>`,
  );
  await page.setContent(
    `<style>body { font: 13px sans-serif; } td, th { padding: 6px; vertical-align: top; text-align: left; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }</style><table><tr><th>${name}</th><th>SMS</th><th>segments</th><th>push</th></tr>${rows.join('')}</table>`,
  );
  await page.screenshot({ path: join(folder, `texts-${name}.png`), fullPage: true });
  await page.close();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
