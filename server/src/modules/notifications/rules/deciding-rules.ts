import type { NotificationRule, RuleFields } from '@roundsman/api-contract';
import { AUDIENCES, type Audience, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { JobFacts } from '../decide/facts.ts';

type FactsAsked = Pick<JobFacts, 'merchantId' | 'kinds' | 'locationIds' | 'tags'>;

/** Does the rule concern this job? Each condition that asks something must find one of what it names. */
export function concerns({ conditions }: RuleFields, facts: FactsAsked): boolean {
  const { jobKinds, merchantIds, locationIds, tags } = conditions;
  return (
    (jobKinds.length === 0 || facts.kinds.some((kind) => jobKinds.includes(kind))) &&
    (merchantIds.length === 0 || merchantIds.includes(facts.merchantId)) &&
    (locationIds.length === 0 || facts.locationIds.some((id) => locationIds.includes(id))) &&
    (tags.length === 0 || facts.tags.some((tag) => tags.includes(tag)))
  );
}

/**
 * Which moment of a trigger a rule speaks for. Most triggers have one; each reminder is a moment of its own, and so is
 * each list of addresses.
 */
export function slotOf({ trigger, audience, daysBefore, at, addresses }: RuleFields): string {
  const when = trigger === 'reminder' ? `${daysBefore}d${at}` : '';
  return audience === 'address' ? [when, ...[...addresses].sort()].join(' ').trim() : when;
}

const conditionsIn = ({ conditions }: RuleFields) =>
  Object.values(conditions).filter((named) => named.length > 0).length;

/** One's own before the shipped one, then more conditions before fewer, then the newer (ids are made in the order of time). */
function moreParticularFirst(a: NotificationRule, b: NotificationRule): number {
  return Number(a.shipped) - Number(b.shipped) || conditionsIn(b) - conditionsIn(a) || (a.key < b.key ? 1 : -1);
}

/**
 * The rules that decide about a job and a trigger, one for each audience and moment: the most particular that concerns
 * the job. Where that one is switched off nobody is told, whatever wider rules say.
 */
export function decidingRules(
  rules: readonly NotificationRule[],
  trigger: NotificationTrigger,
  facts: FactsAsked,
  audiences: readonly Audience[] = AUDIENCES,
): NotificationRule[] {
  const matching = rules.filter(
    (rule) => rule.trigger === trigger && audiences.includes(rule.audience) && concerns(rule, facts),
  );
  const moments = Map.groupBy(matching, (rule) => `${rule.audience} ${slotOf(rule)}`);
  return [...moments.values()].map((rivals) => rivals.sort(moreParticularFirst)[0]!).filter(({ enabled }) => enabled);
}
