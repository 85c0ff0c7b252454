import { ADMINISTRATIVE_PERMISSIONS, type Endpoint, type Permission } from '@roundsman/api-contract';
import type { Work } from '../database/work.ts';
import { newId } from '../ids.ts';
import { auditEntries } from './schema.ts';

const MOST_FACTS = 20;

export interface Act {
  /** The endpoint's id. */
  readonly act: string;
  /** Why it was refused; none = it was done. */
  readonly code?: string;
  readonly subject?: Readonly<Record<string, string>>;
  readonly fields?: readonly string[];
  readonly address: string | null;
  readonly requestId?: string;
}

/** Every write that an administrative permission opens, every change of somebody's own account, and what the contract names besides: by construction. */
export function isAdministrative({ door, method, access, audited }: Endpoint): boolean {
  if (door !== 'public' || method === 'GET') return false;
  if (audited) return true;
  return typeof access === 'object'
    ? ADMINISTRATIVE_PERMISSIONS.includes(access.permission as Permission)
    : access === 'signed_in';
}

/** Appends to the audit trail, in the unit of what was done and with what the unit told the log. */
export async function writeAct(work: Work, act: Act): Promise<void> {
  await work.db.insert(auditEntries).values({
    organisationId: work.organisationId,
    id: newId(),
    recordedAt: work.recordedAt,
    actorKind: work.actor.kind,
    actorId: work.actor.id,
    act: act.act,
    outcome: act.code === undefined ? 'done' : 'refused',
    code: act.code ?? null,
    subject: act.subject ?? {},
    fields: [...(act.fields ?? [])],
    facts: work.emitted.slice(0, MOST_FACTS),
    address: act.address,
    requestId: act.requestId ?? null,
  });
}
