import type { AuditEntry } from '@roundsman/api-contract';

const KINDS: Partial<Record<AuditEntry['actor']['kind'], string>> = { api_key: 'key', system: 'the platform' };

export function whoWords({ actor }: Pick<AuditEntry, 'actor'>): string {
  const kind = KINDS[actor.kind];
  if (actor.name === null) return kind ?? actor.kind;
  return kind === undefined ? actor.name : `${actor.name} (${kind})`;
}

export function outcomeWords(code: string | null): string {
  if (code === 'wrong_password') return 'wrong password';
  if (code === 'wrong_code') return 'wrong code';
  if (code === 'passkey_copied') return 'a passkey that counts backwards';
  if (code?.startsWith('passkey_')) return 'passkey not accepted';
  return `refused${code === null ? '' : `: ${code}`}`;
}

/** What changed, as far as the trail says: facts with their figures, or else the fields that were sent. */
export function factWords({ facts, fields, subject }: Pick<AuditEntry, 'facts' | 'fields' | 'subject'>): string {
  const told = facts.map(({ type, data }) =>
    [type.replaceAll('_', ' ').replace('.', ' '), dataWords(data)].filter(Boolean).join(': '),
  );
  const whom = Object.values(subject).map((id) => id.slice(0, 13));
  const said = told.length > 0 ? told.join('; ') : fields.join(', ');
  return [said, ...whom].filter(Boolean).join(' · ');
}

function dataWords(data: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(data).filter(
    ([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value),
  );
  return shown.map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`).join(', ');
}
