import type { Page } from 'playwright-core';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import type { Stage } from './stage.ts';

/** A member adds a passkey, signs in by it alone, then lets the password ask for it, and takes it off again. */
export async function walkPasskeys(stage: Stage): Promise<void> {
  const page = await stage.page('desktop', { isPassing: true });
  await addAuthenticator(page);
  await page.goto(`${stage.namedUrl}/setup?tab=security`);
  const password = async () => {
    await page.getByLabel('E-mail').fill(SAMPLE_SIGN_IN.email);
    await page.getByLabel('Password', { exact: true }).fill(SAMPLE_SIGN_IN.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const press = (name: string | RegExp, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('button', { name }).click();
  const signOut = async () => {
    await press(/: your settings$/);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  await password();

  await press('Add a passkey …');
  await page.getByLabel('What you call it').fill('Front desk');
  await page.getByLabel('Your password').fill('not the password');
  await press('Make a passkey');
  await page.getByText('This is not your password').first().waitFor();
  await page.getByLabel('Your password').fill(SAMPLE_SIGN_IN.password);
  await press('Make a passkey');
  await page.getByText('The passkey is yours').waitFor();
  await page.getByRole('row', { name: /Front desk on one device .* never/ }).waitFor();
  await signOut();

  await press('Sign in with a passkey');
  await page.getByRole('row', { name: /Front desk .* ago/ }).waitFor();
  await page
    .getByText(/, by passkey/)
    .first()
    .waitFor();
  await press('Ask for a passkey after it …');
  await page.getByLabel('Your password, before it asks for a passkey').fill(SAMPLE_SIGN_IN.password);
  await press('Go on');
  await page.getByText(/Recovery codes: each signs you in once/).waitFor();
  await press('I have kept them');
  await signOut();

  await password();
  await page.getByText('Now your passkey, or the code from your authenticator.').waitFor();
  await press('Use a passkey instead of a code');
  await press('Ask for no passkey after it …');
  await page.getByLabel('Your password, before it does alone again').fill(SAMPLE_SIGN_IN.password);
  await press('Go on');
  await page.getByRole('button', { name: 'Ask for a passkey after it …' }).waitFor();
  await press('Remove …');
  // By the keyboard alone: the field has the focus, and Enter is the dialog's button.
  await page.getByRole('dialog').getByLabel('Your password').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(SAMPLE_SIGN_IN.password);
  await page.keyboard.press('Enter');
  await page.getByText('None yet.').waitFor();
  await page.context().close();
}

/** Chromium's own virtual authenticator: keys on this device, its holder always recognised. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
