import type { ActionKind, JobOutcome, JobState } from '@roundsman/delivery-rules';
import { and, asc, desc, eq } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { ReadWork } from '../../../platform/index.ts';
import { branches, organisations } from '../../accounts/schema.ts';
import { type LogoFacts, logoIdFor, readLogos } from '../../customers/index.ts';
import { addresses, customers, merchants } from '../../customers/schema.ts';
import { currentPromises } from '../../jobs/index.ts';
import { jobActions, jobContacts, jobOutcomes, jobs, reasons } from '../../jobs/schema.ts';
import { etas } from '../../tracking/schema.ts';

export interface FactsContact {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** BCP 47. */
  readonly locale: string | null;
}

/** What is true about one job right now, as far as a customer could hear of it. */
export interface JobFacts {
  readonly jobId: string;
  readonly code: string;
  readonly state: JobState;
  readonly branchId: string;
  readonly customerId: string | null;
  readonly merchantId: string;
  readonly merchant: { readonly name: string; readonly email: string | null; readonly phone: string | null };
  readonly tags: readonly string[];
  /** Those who are to be notified. */
  readonly contacts: readonly FactsContact[];
  readonly sender: {
    readonly name: string;
    readonly accentColour: string | null;
    readonly phone: string | null;
    readonly logo: LogoFacts | null;
  };
  /** IANA, at the door. */
  readonly timeZone: string;
  readonly organisationLocale: string;
  readonly place: string;
  /** Of the main line. */
  readonly kind: ActionKind;
  readonly kinds: readonly ActionKind[];
  /** Where goods come from or go to. */
  readonly locationIds: readonly string[];
  readonly items: readonly { readonly description: string; readonly quantity: number }[];
  readonly promise: {
    readonly id: string;
    readonly number: number;
    readonly startsAt: Date;
    readonly endsAt: Date;
  } | null;
  readonly eta: { readonly arrivalAt: Date; readonly earliestAt: Date; readonly latestAt: Date } | null;
  readonly outcome: {
    readonly number: number;
    readonly outcome: JobOutcome;
    /** By language; empty when the reason has no words for customers. */
    readonly reason: Readonly<Record<string, string>>;
  } | null;
}

/** The facts of each job that exists. One query a table, whatever the number of jobs. */
export async function readJobFacts(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, JobFacts>> {
  const ids = [...new Set(jobIds)];
  if (ids.length === 0) return new Map();
  const rows = await work.db
    .select({
      job: jobs,
      address: addresses,
      merchant: merchants,
      branchZone: branches.timeZone,
      branchPhone: branches.phone,
      organisation: organisations,
      customerLocale: customers.locale,
    })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .innerJoin(merchants, eq(merchants.id, jobs.merchantId))
    .innerJoin(branches, eq(branches.id, jobs.branchId))
    .innerJoin(organisations, eq(organisations.id, jobs.organisationId))
    .leftJoin(customers, eq(customers.id, jobs.customerId))
    .where(isAmong(jobs.id, ids));
  const parts = await readParts(work, ids);
  const logoIdOf = ({ merchant, organisation }: Pick<(typeof rows)[number], 'merchant' | 'organisation'>) =>
    logoIdFor(merchant, organisation);
  const logos = await readLogos(work, rows.map(logoIdOf));

  return new Map(
    rows.map(({ job, address, merchant, branchZone, branchPhone, organisation, customerLocale }) => {
      const actions = parts.actions.get(job.id) ?? [];
      const promise = parts.promises.get(job.id) ?? null;
      const eta = parts.etas.get(job.id)?.[0];
      const facts: JobFacts = {
        jobId: job.id,
        code: job.code,
        state: job.state,
        branchId: job.branchId,
        customerId: job.customerId,
        merchantId: job.merchantId,
        merchant: { name: merchant.name, email: merchant.email, phone: merchant.phone },
        tags: job.tags,
        contacts: (parts.contacts.get(job.id) ?? []).map((contact) => ({
          id: contact.id,
          name: contact.name,
          email: contact.email,
          phone: contact.phone,
          locale: contact.locale ?? customerLocale,
        })),
        sender: {
          name: merchant.senderName ?? organisation.senderName ?? merchant.name,
          accentColour: merchant.accentColour ?? organisation.accentColour,
          phone: organisation.supportPhone ?? branchPhone,
          logo: logos.get(logoIdOf({ merchant, organisation }) ?? '') ?? null,
        },
        timeZone: promise?.timeZone ?? address.timeZone ?? branchZone,
        organisationLocale: organisation.locale,
        place: placeOf(address),
        kind: actions[0]?.kind ?? 'delivery',
        kinds: [...new Set(actions.map(({ kind }) => kind))],
        locationIds: [...new Set(actions.flatMap((line) => [line.fromLocationId, line.toLocationId]))].filter(
          (id) => id !== null,
        ),
        items: actions.map(({ description, quantity }) => ({ description, quantity })),
        promise,
        eta: eta === undefined ? null : { arrivalAt: eta.arrivalAt, earliestAt: eta.p10At, latestAt: eta.p90At },
        outcome: parts.outcomes.get(job.id)?.[0] ?? null,
      };
      return [job.id, facts];
    }),
  );
}

async function readParts({ db, ...work }: ReadWork, ids: string[]) {
  const contacts = await db
    .select()
    .from(jobContacts)
    .where(and(isAmong(jobContacts.jobId, ids), eq(jobContacts.notified, true)))
    .orderBy(asc(jobContacts.position));
  const actions = await db
    .select()
    .from(jobActions)
    .where(isAmong(jobActions.jobId, ids))
    .orderBy(asc(jobActions.position));
  const arrivals = await db.select().from(etas).where(isAmong(etas.jobId, ids)).orderBy(desc(etas.computedAt));
  const outcomes = await db
    .select({
      jobId: jobOutcomes.jobId,
      number: jobOutcomes.number,
      outcome: jobOutcomes.outcome,
      reason: reasons.wordsForCustomer,
    })
    .from(jobOutcomes)
    .leftJoin(reasons, eq(reasons.id, jobOutcomes.reasonId))
    .where(isAmong(jobOutcomes.jobId, ids))
    .orderBy(desc(jobOutcomes.number));
  return {
    promises: await currentPromises({ db, ...work }, ids),
    contacts: Map.groupBy(contacts, ({ jobId }) => jobId),
    actions: Map.groupBy(actions, ({ jobId }) => jobId),
    etas: Map.groupBy(arrivals, ({ jobId }) => jobId),
    outcomes: Map.groupBy(
      outcomes.map((row) => ({ ...row, reason: row.reason ?? {} })),
      ({ jobId }) => jobId,
    ),
  };
}

function placeOf(address: typeof addresses.$inferSelect): string {
  const street = [address.street, address.houseNumber].filter(Boolean).join(' ');
  const town = [address.postcode, address.city].filter(Boolean).join(' ');
  return [street, town].filter(Boolean).join(', ') || (address.given.text ?? '');
}
