import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { startRealProvider } from '../../server/src/modules/accounts/testing/real-provider.ts';
import type { Stage } from './stage.ts';

const PROVIDER = 'Rheintal Login';

/** An administrator sets the company's provider up, signs in through it, out of both, and takes it off again. */
export async function walkSingleSignOn(stage: Stage): Promise<void> {
  const provider = await startRealProvider(`${stage.url}/`);
  try {
    stage.admit(provider.issuer);
    const { email, password } = SAMPLE_SIGN_IN;
    provider.people.set('robin', { email, emailVerified: true, name: 'Robin' });
    const page = await stage.page('desktop', { isPassing: true });
    const press = (name: string | RegExp, within: Pick<Page, 'getByRole'> = page) =>
      within.getByRole('button', { name }).click();
    await page.goto(`${stage.url}/setup?tab=members`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();

    await press('Set it up …');
    await page.getByLabel('What your people call it').fill(PROVIDER);
    const issuer = page.getByRole('textbox', { name: 'Issuer' });
    await issuer.fill('login.rheintal.example');
    await page.getByRole('textbox', { name: 'Client ID' }).fill(provider.clientId);
    await page.getByLabel('Client secret').fill(provider.clientSecret);
    await page.getByLabel('Your password').fill(password);
    await press('Ask the provider and keep it');
    // What is wrong stands at its field, in words.
    await page.locator('[aria-invalid=true]').first().waitFor();
    expect(await issuer.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText('body.issuer').count()).toBe(0);
    await issuer.fill(provider.issuer);
    await press('Ask the provider and keep it');
    await page.getByText(`Members may sign in through ${PROVIDER}.`).waitFor();
    await signOut(page);

    await page.getByLabel('E-mail').fill(email);
    await press('Sign in with your company’s account');
    await page.waitForURL((url) => url.origin === provider.issuer);
    await page.locator('input[name=login]').fill('robin');
    await page.locator('input[name=password]').fill('any');
    await page.locator('[type=submit]').click();
    // The provider asks whether it may tell us who that is.
    await page.locator('[type=submit]').click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    expect(new URL(page.url()).search).not.toContain('code=');
    await page.goto(`${stage.url}/setup?tab=security`);
    await page
      .getByText(/through your provider/)
      .first()
      .waitFor();
    await page.goto(`${stage.url}/setup?tab=members`);
    const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Single sign-on' }) });
    await press('Remove …', card);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password').fill(password);
    await press('Remove it', dialog);
    await page.getByText('Not set up: everybody signs in with a password or a passkey.').waitFor();
    await page.context().close();
  } finally {
    await provider.close();
  }
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /: your settings$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}
