import { type NotificationTrigger, type OrganisationPolicies, policiesOf } from '@roundsman/delivery-rules';

import type { Work } from '../../../platform/index.ts';
import { getOrganisation } from '../../accounts/index.ts';
import type { JobFacts } from './facts.ts';
import { type RuleOf, readRules } from './read-rules.ts';
import { TRIGGERS } from './triggers.ts';

/** The unit of work with the organisation's rules at hand. */
export interface Context {
  readonly work: Work;
  readonly ruleOf: RuleOf;
  readonly policies: OrganisationPolicies;
}

export async function openContext(work: Work): Promise<Context> {
  const { policies } = await getOrganisation(work);
  return { work, ruleOf: await readRules(work), policies: policiesOf(policies) };
}

/** Outcome messages wait for a correction of a wrong tap; the others leave at once unless a rule says otherwise. */
export function delaySeconds({ ruleOf, policies }: Context, trigger: NotificationTrigger, facts: JobFacts): number {
  const ofRule =
    ruleOf(trigger, 'email', facts.merchantId).delaySeconds ?? ruleOf(trigger, 'sms', facts.merchantId).delaySeconds;
  return ofRule ?? (TRIGGERS[trigger].oncePer === 'outcome' ? policies.correctionSeconds : 0);
}

export function thresholdSeconds(
  { ruleOf, policies }: Context,
  trigger: 'eta_under' | 'late',
  facts: JobFacts,
): number {
  const { merchantId } = facts;
  const minutes =
    ruleOf(trigger, 'sms', merchantId).thresholdMinutes ?? ruleOf(trigger, 'email', merchantId).thresholdMinutes;
  if (minutes !== null) return minutes * 60;
  return trigger === 'late' ? policies.lateAfterSeconds : policies.etaUnderSeconds;
}
