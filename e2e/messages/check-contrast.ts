import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import type { ShippedMessage } from '../../server/src/modules/notifications/testing/index.ts';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const PHONE = { width: 390, height: 760 };

/** WCAG AA for every piece of text of each e-mail, as a mail program of that scheme shows it; empty = all of it is fine. */
export async function checkContrast(
  at: Browser,
  messages: readonly ShippedMessage[],
  colorScheme: Scheme,
): Promise<string[]> {
  const context = await at.newContext({ colorScheme, viewport: PHONE });
  const page = await context.newPage();
  const found: string[] = [];
  for (const { reader, language, trigger, email } of messages) {
    await page.setContent(email.html);
    const { violations, passes } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
    if (passes.length === 0) found.push(`${reader} ${language} ${trigger} ${colorScheme}: nothing was looked at`);
    for (const { nodes } of violations)
      found.push(
        ...nodes.map(
          (node) =>
            `${reader} ${language} ${trigger} ${colorScheme}: ${node.failureSummary} ${node.html.slice(0, 120)}`,
        ),
      );
  }
  await context.close();
  return found;
}
