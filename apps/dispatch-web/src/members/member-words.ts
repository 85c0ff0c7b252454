import type { MemberRow } from '@roundsman/api-contract';

/** Where somebody stands, and what became of the newest link to them. */
export function stateWords({ state, sentLink }: Pick<MemberRow, 'state' | 'sentLink'>): string {
  if (state === 'disabled') return 'switched off';
  const what = sentLink?.kind === 'password_reset' ? 'link for a new password' : 'invitation';
  if (sentLink?.state === 'failed')
    return `${state}; the ${what} was not taken: ${sentLink.failure ?? 'no reason given'}`;
  if (sentLink?.state === 'queued') return `${state}; ${what} on its way`;
  return state;
}

export const ROLE_WORDS = {
  administrator: 'everything, members and keys included',
  dispatcher: 'plans and runs the day',
  warehouse: 'reads the day, changes jobs',
  support: 'answers customers, changes jobs',
  analyst: 'reads, changes nothing',
  merchant: 'sees and creates one merchant’s own jobs',
} as const satisfies Record<MemberRow['role'], string>;
