import type { NotificationRule, Reached, RuleFields, RuleReach } from '@roundsman/api-contract';
import { CHANNELS } from '@roundsman/delivery-rules';
import { and, eq, notInArray, or } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';

import type { ReadWork } from '../../../platform/index.ts';
import { listBranches } from '../../accounts/index.ts';
import { jobs } from '../../jobs/schema.ts';
import { type ChannelChoice, chooseChannels } from '../decide/choose-channels.ts';
import { openContext } from '../decide/context.ts';
import { promiseTimers } from '../decide/due-times.ts';
import { type JobFacts, readJobFacts } from '../decide/facts.ts';
import { readOptOuts } from '../decide/opt-outs.ts';
import { type Recipient, readRecipients } from '../decide/recipients.ts';
import { concerns, decidingRules, slotOf } from './deciding-rules.ts';
import { checkRule } from './save-rule.ts';

const MOST_ROWS = 100;
/** A rule that is not saved yet is the newest. */
const UNSAVED = 'ffffffff';

/** Whom a rule would reach among today's jobs, as if it stood: what it would leave out it says too. Problem 422 `rule_faulty`. */
export async function reachOfRule(work: ReadWork, fields: RuleFields, ruleKey: string | null): Promise<RuleReach> {
  const addresses = checkRule(fields);
  const context = await openContext(work);
  const saved = context.rules.find(({ key }) => key === ruleKey);
  const rule: NotificationRule = {
    key: UNSAVED,
    shipped: false,
    changed: false,
    updatedAt: null,
    ...saved,
    ...fields,
    addresses,
  };
  const rules = [...context.rules.filter(({ key }) => key !== rule.key), { ...rule, enabled: true }];
  const { dates, facts } = await readToday(work);
  const matching = facts.filter((job) => concerns(rule, job));
  const recipientsOf = await readRecipients(work, matching, new Set([rule.audience]));
  const people = matching.flatMap((job) =>
    recipientsOf(job, rule.audience, rule.addresses).map((recipient) => ({ job, recipient })),
  );
  const isOptedOut = await readOptOuts(
    work,
    people.flatMap(({ recipient }) => Object.values(recipient.addresses)).filter((address) => address !== null),
  );
  const rows = people.flatMap(({ job, recipient }) => {
    const decides = decidingRules(rules, rule.trigger, job, [rule.audience]).some(
      (known) => known.key === rule.key && slotOf(known) === slotOf(rule),
    );
    const at = promiseTimers({ ...context, rules }, job).find(({ payload }) => isOf(payload, rule))?.dueAt ?? null;
    if (!decides) return [presentRow(job, recipient, null, at, 'other_rule')];
    return chooseChannels(rule, recipient, (channel, address) =>
      isOptedOut(channel, address, job.merchantId, rule.purpose),
    ).map((choice) => presentRow(job, recipient, choice, at, null));
  });
  const reached = rows.filter(({ whyNot }) => whyNot === null);
  return {
    serviceDate: dates[0] ?? '',
    jobs: matching.length,
    people: reached.length,
    byChannel: CHANNELS.map((channel) => ({
      channel,
      people: reached.filter((row) => row.channel === channel).length,
    })).filter((each) => each.people > 0),
    leftOut: rows.length - reached.length,
    rows: rows.slice(0, MOST_ROWS),
  };
}

const isOf = (payload: object, { trigger, audience }: RuleFields) => {
  const timer = payload as { trigger?: unknown; audience?: unknown };
  return timer.trigger === trigger && timer.audience === audience;
};

/** The jobs of today, which each branch begins by its own clock. */
async function readToday(work: ReadWork): Promise<{ dates: string[]; facts: JobFacts[] }> {
  const branches = (await listBranches(work)).map(({ id, timeZone }) => ({
    id,
    date: Temporal.Instant.fromEpochMilliseconds(work.now.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .toString(),
  }));
  if (branches.length === 0) return { dates: [], facts: [] };
  const rows = await work.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        or(...branches.map(({ id, date }) => and(eq(jobs.branchId, id), eq(jobs.serviceDate, date)))),
        notInArray(jobs.state, ['staging', 'cancelled']),
      ),
    );
  const facts = await readJobFacts(
    work,
    rows.map(({ id }) => id),
  );
  return { dates: branches.map(({ date }) => date), facts: [...facts.values()] };
}

function presentRow(
  job: JobFacts,
  { name }: Recipient,
  choice: ChannelChoice | null,
  at: Date | null,
  why: 'other_rule' | null,
): Reached {
  const suppressed = choice?.suppressed === 'opt_out' || choice?.suppressed === 'no_address' ? choice.suppressed : null;
  return {
    jobId: job.jobId,
    jobCode: job.code,
    name,
    channel: choice?.channel ?? null,
    to: choice === null || choice.address === '' || choice.channel === 'push' ? null : choice.address,
    fallBack: [...(choice?.fallBack ?? [])],
    at: at?.toISOString() ?? null,
    whyNot: why ?? suppressed,
  };
}
