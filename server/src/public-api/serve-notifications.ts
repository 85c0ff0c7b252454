import { notificationRuleEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { changeRule, createRule, reachOfRule, readRules, removeRule } from '../modules/notifications/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { Problem } from '../platform/index.ts';

/** Rules reach every merchant's customers: they belong to the organisation. */
export function serveNotificationRules(door: OpenDoor<DeskPrincipal>): void {
  door.serve(notificationRuleEndpoints.list, ({ read, principal }) => {
    ofOrganisation(principal);
    return read(async (work) => ({ rows: await readRules(work) }));
  });
  door.serve(notificationRuleEndpoints.create, ({ body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    return unitOfWork((work) => createRule(work, body));
  });
  door.serve(notificationRuleEndpoints.change, ({ params, body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    return unitOfWork((work) => changeRule(work, params.ruleKey, body));
  });
  door.serve(notificationRuleEndpoints.remove, async ({ params, unitOfWork, principal }) => {
    ofOrganisation(principal);
    await unitOfWork((work) => removeRule(work, params.ruleKey));
    return undefined;
  });
  door.serve(notificationRuleEndpoints.reach, ({ body, read, principal }) => {
    ofOrganisation(principal);
    return read((work) => reachOfRule(work, body.rule, body.ruleKey));
  });
}

/** Problem 403 `not_for_merchants`. */
function ofOrganisation({ merchantId }: DeskPrincipal): void {
  if (merchantId === null) return;
  throw new Problem({ status: 403, code: 'not_for_merchants', title: 'This belongs to the organisation as a whole' });
}
