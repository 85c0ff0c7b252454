import { index, text } from 'drizzle-orm/pg-core';
import { instant, organisationTable, partOf, refersTo } from '../../../platform/schema.ts';
import { memberEmailChanges, members } from './members.ts';

export const ACCOUNT_LETTER_KINDS = [
  'invitation',
  'password_reset',
  'password_changed',
  'second_factor_on',
  'second_factor_off',
  'passkey_added',
  'passkey_removed',
  'provider_linked',
  'email_confirm',
  'email_changed',
] as const;
export const ACCOUNT_LETTER_STATES = ['queued', 'handed_over', 'failed', 'by_hand'] as const;

/** E-mails to members about their own account. They hold secrets, so their words are made as they leave and kept nowhere. */
export const accountLetters = organisationTable(
  'account_letters',
  {
    memberId: partOf(() => members),
    kind: text({ enum: ACCOUNT_LETTER_KINDS }).notNull(),
    /** Of the kinds about an e-mail address: which change; it says where the letter goes. */
    emailChangeId: refersTo(() => memberEmailChanges),
    state: text({ enum: ACCOUNT_LETTER_STATES }).notNull(),
    provider: text(),
    failure: text(),
    queuedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [index('account_letters_member').on(t.organisationId, t.memberId, t.queuedAt)],
);
