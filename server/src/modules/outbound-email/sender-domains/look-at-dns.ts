import { checkSenderDomain, type DnsLookup, type DomainRecord, dkimRecord } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';

import type { Database, Work } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { listOrganisations } from '../../accounts/index.ts';
import { tellAdministrators } from '../../notifications/index.ts';
import { senderDomains } from '../schema.ts';
import { askProviders, type DomainNeeds, type ProviderStanding } from './ask-providers.ts';
import { getSenderDomain, listSenderDomains, type SenderDomainRow } from './manage-sender-domains.ts';

export interface DnsChecks {
  readonly database: Database;
  readonly dns: DnsLookup;
  readonly seal: Seal;
  readonly needs: DomainNeeds;
}

/** A domain that is in use is looked at as often, one that waits for its records each time. */
const AGAIN_MILLISECONDS = 20 * 3_600_000;
const WAITING_MILLISECONDS = 14 * 86_400_000;

/** Looks at the DNS and asks the providers, outside any transaction, and writes down what they say. Problem 404 `sender_domain_unknown`. */
export async function checkNow(checks: DnsChecks, scope: Parameters<Database['transact']>[0], id: string) {
  const row = await checks.database.read(scope.organisationId, (work) => getSenderDomain(work, id));
  const found = await lookUp(checks, row);
  return checks.database.transact(scope, (work) => saveCheck(work, id, found));
}

interface Found {
  readonly records: readonly DomainRecord[];
  readonly providers: readonly ProviderStanding[];
}

async function lookUp({ dns, seal, needs }: DnsChecks, row: SenderDomainRow): Promise<Found> {
  const { domain, selector, sealedKey } = row;
  const key = { domain, selector, privateKey: seal.open(sealedKey) };
  const { spfTerms, unnamedSenders } = needs;
  const records = await checkSenderDomain(dns, { domain, spfTerms, unnamedSenders, dkim: [dkimRecord(key)] });
  const isSilent = records.some(({ state }) => state === 'unknown') && !records.some(isWrong);
  const before = row.providers ?? [];
  if (isSilent) return { records, providers: before };
  return { records, providers: await askProviders(needs.providers, key, records.every(isRight), before) };
}

const isRight = ({ state }: DomainRecord) => state === 'right';
const isWrong = ({ state }: DomainRecord) => state === 'missing' || state === 'wrong';

/**
 * Used from the moment on when every record is right, and no longer once the DNS says that one is not; a DNS that does not
 * answer changes nothing. A domain that drops out of use is told to the administrators.
 */
async function saveCheck(work: Work, id: string, { records, providers }: Found): Promise<SenderDomainRow> {
  const before = await getSenderDomain(work, id);
  const isInUse = before.verifiedAt !== null && !records.some(isWrong);
  const verifiedAt = records.every(isRight)
    ? (before.verifiedAt ?? work.recordedAt)
    : isInUse
      ? before.verifiedAt
      : null;
  const set = { records, providers: [...providers], checkedAt: work.recordedAt, verifiedAt };
  await work.db.update(senderDomains).set(set).where(eq(senderDomains.id, id));
  const subject = { kind: 'sender_domain', id } as const;
  if (before.verifiedAt === null && verifiedAt !== null) work.emit({ type: 'sender_domain.verified', subject });
  if (before.verifiedAt !== null && verifiedAt === null) {
    work.emit({ type: 'sender_domain.lapsed', subject });
    const faulty = records.filter((record) => !isRight(record)).map(({ name }) => name);
    await tellAdministrators(work, {
      subject: `e-mails no longer leave from ${before.domain}`,
      paragraphs: [
        `The DNS of ${before.domain} has changed: ${faulty.join(', ')} ${faulty.length === 1 ? 'is' : 'are'} not as it should be. Until then e-mails leave from the installation’s own domain, with the same name.`,
        'Set-up, Sending shows which records to put right.',
      ],
    });
  }
  const lost = providers.filter(
    ({ name, ready }) => !ready && before.providers?.some((old) => old.name === name && old.ready),
  );
  if (verifiedAt !== null && lost.length > 0) {
    await tellAdministrators(work, {
      subject: `not every provider sends from ${before.domain} any more`,
      paragraphs: [
        `${lost.map(({ name }) => name).join(', ')} no longer ${lost.length === 1 ? 'finds' : 'find'} what is wanted in the DNS of ${before.domain}. What goes that way leaves from the installation’s own domain, with the same name.`,
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
