import type { NotificationRule } from '@roundsman/api-contract';
import { type OrganisationPolicies, policiesOf } from '@roundsman/delivery-rules';

import type { ReadWork } from '../../../platform/index.ts';
import { getOrganisation } from '../../accounts/index.ts';
import { readRules } from '../rules/read-rules.ts';
import { TRIGGERS } from './triggers.ts';

/** The organisation's rules and policies at hand. */
export interface Context {
  readonly now: Date;
  readonly rules: readonly NotificationRule[];
  readonly policies: OrganisationPolicies;
}

export async function openContext(work: ReadWork): Promise<Context> {
  const { policies } = await getOrganisation(work);
  return { now: work.now, rules: await readRules(work), policies: policiesOf(policies) };
}

/** Outcome messages wait for a correction of a wrong tap; the others leave at once unless the rule says otherwise. */
export function delaySeconds({ policies }: Context, { trigger, delaySeconds }: NotificationRule): number {
  return delaySeconds ?? (TRIGGERS[trigger].oncePer === 'outcome' ? policies.correctionSeconds : 0);
}

export function thresholdSeconds({ policies }: Context, { trigger, thresholdMinutes }: NotificationRule): number {
  if (thresholdMinutes !== null) return thresholdMinutes * 60;
  return trigger === 'late' ? policies.lateAfterSeconds : policies.etaUnderSeconds;
}
