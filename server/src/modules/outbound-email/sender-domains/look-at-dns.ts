import { checkSenderDomain, type DnsLookup, type DomainRecord, dkimRecord } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';

import type { Database, Work } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { listOrganisations } from '../../accounts/index.ts';
import { tellAdministrators } from '../../notifications/index.ts';
import { senderDomains } from '../schema.ts';
import { getSenderDomain, listSenderDomains, type SenderDomainRow } from './manage-sender-domains.ts';

export interface DnsChecks {
  readonly database: Database;
  readonly dns: DnsLookup;
  readonly seal: Seal;
  /** What the SPF record must allow, as the configured providers need it. */
  readonly spfTerms: readonly string[];
}

/** A domain that is in use is looked at as often, one that waits for its records each time. */
const AGAIN_MILLISECONDS = 20 * 3_600_000;
const WAITING_MILLISECONDS = 14 * 86_400_000;

/** Looks at the DNS, outside any transaction, and writes down what it says. Problem 404 `sender_domain_unknown`. */
export async function checkNow(checks: DnsChecks, scope: Parameters<Database['transact']>[0], id: string) {
  const row = await checks.database.read(scope.organisationId, (work) => getSenderDomain(work, id));
  const records = await lookUp(checks, row);
  return checks.database.transact(scope, (work) => saveCheck(work, id, records));
}

async function lookUp({ dns, seal, spfTerms }: DnsChecks, { domain, selector, sealedKey }: SenderDomainRow) {
  const dkim = dkimRecord({ domain, selector, privateKey: seal.open(sealedKey) });
  return checkSenderDomain(dns, { domain, spfTerms, dkim: [dkim] });
}

/**
 * Used from the moment on when every record is right, and no longer once the DNS says that one is not; a DNS that does not
 * answer changes nothing. A domain that drops out of use is told to the administrators.
 */
async function saveCheck(work: Work, id: string, records: readonly DomainRecord[]): Promise<SenderDomainRow> {
  const before = await getSenderDomain(work, id);
  const right = records.every(({ state }) => state === 'right');
  const wrong = records.some(({ state }) => state === 'missing' || state === 'wrong');
  const verifiedAt = right ? (before.verifiedAt ?? work.recordedAt) : wrong ? null : before.verifiedAt;
  const set = { records, checkedAt: work.recordedAt, verifiedAt };
  await work.db.update(senderDomains).set(set).where(eq(senderDomains.id, id));
  const subject = { kind: 'sender_domain', id } as const;
  if (before.verifiedAt === null && verifiedAt !== null) work.emit({ type: 'sender_domain.verified', subject });
  if (before.verifiedAt !== null && verifiedAt === null) {
    work.emit({ type: 'sender_domain.lapsed', subject });
    const faulty = records.filter(({ state }) => state !== 'right').map(({ name }) => name);
    await tellAdministrators(work, {
      subject: `e-mails no longer leave from ${before.domain}`,
      paragraphs: [
        `The DNS of ${before.domain} has changed: ${faulty.join(', ')} ${faulty.length === 1 ? 'is' : 'are'} not as it should be. Until then e-mails leave from the installation’s own domain, with the same name.`,
        'Set-up, Sending shows which records to put right.',
      ],
    });
  }
  return { ...before, ...set };
}

/** Each hour: what waits for its records, and once a day what is in use. */
export const checkDomainsTask = (checks: DnsChecks): TaskHandler => ({
  name: 'outbound-email.check-domains',
  schedule: '23 * * * *',
  async run() {
    for (const { id: organisationId } of await listOrganisations(checks.database)) {
      const scope = { organisationId, actor: { kind: 'system', id: 'outbound-email' } } as const;
      const due = await checks.database.read(organisationId, async (work) =>
        (await listSenderDomains(work)).filter((row) => isDue(row, work.recordedAt)),
      );
      for (const { id } of due) await checkNow(checks, scope, id);
    }
  },
});

function isDue({ verifiedAt, checkedAt, createdAt }: SenderDomainRow, now: Date): boolean {
  const since = now.getTime() - (checkedAt?.getTime() ?? 0);
  if (since >= AGAIN_MILLISECONDS) return true;
  return verifiedAt === null && now.getTime() - createdAt.getTime() < WAITING_MILLISECONDS;
}
