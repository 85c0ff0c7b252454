import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShippedMessage } from '../../server/src/modules/notifications/testing/index.ts';
import { chromiumPath } from '../browser/stage.ts';
import { checkContrast, SCHEMES } from './check-contrast.ts';
import { messagesToShow } from './messages-to-show.ts';

let browser: Browser;
let messages: ShippedMessage[];
beforeAll(async () => {
  messages = await messagesToShow();
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox'],
  });
});
afterAll(() => browser?.close());

/** With and without a button, with and without a page of wishes; the words of all are looked at by `pictures:messages`. */
const KINDS = ['customer on_the_way', 'customer cancelled', 'dispatcher damaged'];
const ofEachKind = () =>
  messages.filter(({ reader, language, trigger }) => language === 'de' && KINDS.includes(`${reader} ${trigger}`));

test.each(SCHEMES)('can be read by WCAG AA in mail programs that are %s', async (scheme) => {
  expect(ofEachKind()).toHaveLength(3);
  expect(await checkContrast(browser, ofEachKind(), scheme)).toEqual([]);
});

test('contrast that is too low is found', async () => {
  const [message] = ofEachKind();
  const pale = {
    ...message!,
    email: { ...message!.email, html: message!.email.html.replaceAll('#1f2933', '#b0b0b0') },
  };
  expect(await checkContrast(browser, [pale], 'light')).not.toEqual([]);
});
