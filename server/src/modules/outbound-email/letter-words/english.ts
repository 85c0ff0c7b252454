import type { LettersOfLanguage } from './letter-words.ts';

export const ENGLISH: LettersOfLanguage = {
  invitation: (organisation, name) => ({
    subject: `Join ${organisation} on Roundsman`,
    paragraphs: [
      `Hello ${name}, you are invited to work with ${organisation}.`,
      'Choose a password within seven days; then you can sign in with this e-mail address.',
    ],
    button: 'Choose a password',
  }),
  invitation_by_provider: (organisation, name, provider) => ({
    subject: `Join ${organisation} on Roundsman`,
    paragraphs: [
      `Hello ${name}, you are invited to work with ${organisation}.`,
      `Sign in with ${provider}, your company’s own sign-in. You need no password here.`,
    ],
    button: `Sign in with ${provider}`,
  }),
  password_reset: (organisation, name) => ({
    subject: 'A new password for Roundsman',
    paragraphs: [
      `Hello ${name}, somebody asked for a new password for your account at ${organisation}.`,
      'If it was you, choose one within the hour. If not, do nothing: your password stays as it is.',
    ],
    button: 'Choose a new password',
  }),
  password_changed: (organisation, name) => ({
    subject: 'Your password was changed',
    paragraphs: [
      `Hello ${name}, the password of your account at ${organisation} was changed just now, and your other browsers were signed out.`,
      'If it was not you, tell an administrator at once.',
    ],
    button: null,
  }),
  second_factor_on: (organisation, name) => ({
    subject: 'Signing in asks for a second factor now',
    paragraphs: [
      `Hello ${name}, a second factor was added to your account at ${organisation}.`,
      'If it was not you, tell an administrator at once.',
    ],
    button: null,
  }),
  second_factor_off: (organisation, name) => ({
    subject: 'Signing in asks for no second factor any more',
    paragraphs: [
      `Hello ${name}, the second factor was taken off your account at ${organisation}.`,
      'If it was not you, tell an administrator at once.',
    ],
    button: null,
  }),
  passkey_added: (organisation, name) => ({
    subject: 'A passkey was added to your account',
    paragraphs: [
      `Hello ${name}, a passkey was added to your account at ${organisation}. Whoever holds it can sign in without the password.`,
      'If it was not you, remove it under Set-up, Security, and tell an administrator at once.',
    ],
    button: null,
  }),
  passkey_removed: (organisation, name) => ({
    subject: 'A passkey was removed from your account',
    paragraphs: [
      `Hello ${name}, a passkey was removed from your account at ${organisation}.`,
      'If it was not you, tell an administrator at once.',
    ],
    button: null,
  }),
  provider_linked: (organisation, name) => ({
    subject: 'Your account is linked to your company’s sign-in',
    paragraphs: [
      `Hello ${name}, from now on your company’s own sign-in opens your account at ${organisation}.`,
      'If it was not you who signed in there just now, tell an administrator at once.',
    ],
    button: null,
  }),
  email_confirm: (organisation, name) => ({
    subject: 'Is this your new e-mail address?',
    paragraphs: [
      `Hello ${name}, this address is to be the one of your account at ${organisation}.`,
      'Confirm it within a day; from then on you sign in with it. If you know nothing of this, do nothing: nothing changes.',
    ],
    button: 'Confirm this address',
  }),
  email_in_use: (organisation, name) => ({
    subject: 'Somebody wanted to use your e-mail address',
    paragraphs: [
      `Hello ${name}, somebody asked to use this address for an account at ${organisation}. It is yours there already, so nothing was changed.`,
      'If it was you, sign in with this address, or ask an administrator.',
    ],
    button: null,
  }),
  email_changed: (organisation, name, newAddress) => ({
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Hello ${name}, your account at ${organisation} has another e-mail address now: ${newAddress}. Letters go there, and this address signs nobody in any more.`,
      'If it was not you, take it back within seven days: this address counts again, everybody is signed out, and you choose a new password.',
    ],
    button: 'It was not me: take it back',
  }),
};
