import type { NotificationRule, RuleFields } from '@roundsman/api-contract';
import type { Audience, Channel } from '@roundsman/delivery-rules';
import { normalisePhoneNumber } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';

import { type FieldProblem, newId, Problem, type Work } from '../../../platform/index.ts';
import { listMerchants } from '../../customers/index.ts';
import { listLocations } from '../../fleet/index.ts';
import { notificationRules } from '../schema.ts';
import { present, readRules } from './read-rules.ts';
import { RULES_CHANGED } from './reset-timers.ts';
import { SHIPPED_RULES } from './shipped-rules.ts';

const MOST_RULES = 200;
/** Numbers that a rule names must be international: which country would they belong to? */
const NO_COUNTRY = 'ZZ';

/** Where each audience has addresses. */
const REACHABLE: Readonly<Record<Audience, readonly Channel[]>> = {
  customer: ['push', 'sms', 'email'],
  merchant: ['email', 'sms'],
  dispatcher: ['push', 'email'],
  operator: ['sms'],
  address: ['email', 'sms'],
};

/** A rule of the organisation's own. Problems: 422 `rule_faulty` names each field, 409 `too_many_rules`. */
export async function createRule(work: Work, fields: RuleFields): Promise<NotificationRule> {
  if ((await work.db.$count(notificationRules)) >= MOST_RULES) {
    throw new Problem({
      status: 409,
      code: 'too_many_rules',
      title: `There are ${MOST_RULES} rules already`,
      remedy: 'Remove one that is no longer needed.',
    });
  }
  return write(work, newId(), null, fields);
}

/** Changes a rule. A shipped one keeps its moment and its audience: another moment is another rule. */
export async function changeRule(work: Work, key: string, fields: RuleFields): Promise<NotificationRule> {
  const before = await known(work, key);
  if (before.shipped && (before.trigger !== fields.trigger || before.audience !== fields.audience)) {
    throw faulty([
      {
        field: before.trigger === fields.trigger ? 'body.audience' : 'body.trigger',
        code: 'shipped_rule',
        message: 'A rule that came with the product keeps its moment and its audience.',
        remedy: 'Switch it off and make a rule of your own.',
      },
    ]);
  }
  return write(work, key, before, fields);
}

/** Removes a rule of one's own; a shipped one goes back to how it came. Problem 404 `rule_unknown`. */
export async function removeRule(work: Work, key: string): Promise<void> {
  const { shipped } = await known(work, key);
  await work.db.delete(notificationRules).where(eq(shipped ? notificationRules.defaultKey : notificationRules.id, key));
  work.emit({ type: RULES_CHANGED, subject: { kind: 'organisation', id: work.organisationId } });
}

async function known(work: Work, key: string): Promise<NotificationRule> {
  const rule = (await readRules(work)).find((known) => known.key === key);
  if (rule === undefined) throw new Problem({ status: 404, code: 'rule_unknown', title: 'There is no such rule' });
  return rule;
}

async function write(
  work: Work,
  key: string,
  before: NotificationRule | null,
  fields: RuleFields,
): Promise<NotificationRule> {
  const addresses = checkRule(fields);
  await checkReferences(work, fields.conditions);
  const isShipped = SHIPPED_RULES.some((rule) => rule.key === key);
  const { conditions, quietHours, at, ...plain } = fields;
  const values = {
    ...plain,
    ...conditions,
    addresses,
    atTime: at,
    quietRule: quietHours.rule,
    quietFrom: quietHours.from,
    quietTo: quietHours.to,
    updatedAt: work.recordedAt,
    updatedById: work.actor.id,
  };
  const isThere = before !== null && (!isShipped || before.changed);
  const [row] = isThere
    ? await work.db
        .update(notificationRules)
        .set(values)
        .where(eq(isShipped ? notificationRules.defaultKey : notificationRules.id, key))
        .returning()
    : await work.db
        .insert(notificationRules)
        .values({
          organisationId: work.organisationId,
          id: isShipped ? newId() : key,
          defaultKey: isShipped ? key : null,
          createdAt: work.recordedAt,
          ...values,
        })
        .returning();
  work.emit({ type: RULES_CHANGED, subject: { kind: 'organisation', id: work.organisationId } });
  return present(row!);
}

/** Merchants and locations that the rule is for must be the organisation's. Problem 422 `rule_faulty`. */
async function checkReferences(work: Work, { merchantIds, locationIds }: RuleFields['conditions']): Promise<void> {
  if (merchantIds.length + locationIds.length === 0) return;
  const merchants = new Set((await listMerchants(work)).map(({ id }) => id));
  const locations = new Set((await listLocations(work)).map(({ id }) => id));
  const missing = (name: string, ids: readonly string[], known: ReadonlySet<string>): FieldProblem[] =>
    ids.flatMap((id, at) =>
      known.has(id)
        ? []
        : [
            {
              field: `body.conditions.${name}.${at}`,
              code: 'reference_unknown',
              message: 'There is nothing with this id',
            },
          ],
    );
  const faults = [...missing('merchantIds', merchantIds, merchants), ...missing('locationIds', locationIds, locations)];
  if (faults.length > 0) throw faulty(faults);
}

/** Checks what the schema cannot; returns the addresses as they are written to. Problem 422 `rule_faulty`. */
export function checkRule({
  trigger,
  audience,
  addresses,
  channels,
  daysBefore,
  at,
  quietHours,
}: RuleFields): string[] {
  const faults: FieldProblem[] = [];
  const fault = (field: string, code: string, message: string, remedy?: string) =>
    faults.push({ field: `body.${field}`, code, message, ...(remedy === undefined ? {} : { remedy }) });
  const normalised = addresses.map((address, i) => {
    const found = normaliseAddress(address);
    if (found === null) {
      fault(`addresses[${i}]`, 'no_address', `${address} is neither an e-mail address nor an international number.`);
    }
    return found ?? address;
  });
  if (audience === 'address' && addresses.length === 0) fault('addresses', 'needed', 'Whom shall it tell?');
  if (audience !== 'address' && addresses.length > 0) {
    fault('addresses', 'not_here', 'Only the audience “address” takes addresses.');
  }
  if (new Set(channels).size < channels.length) fault('channels', 'twice', 'Each channel once.');
  const reachable = REACHABLE[audience];
  for (const channel of channels.filter((each) => !reachable.includes(each))) {
    fault('channels', 'never_reaches', `Nobody of this audience can be reached by ${channel}.`, reachable.join(', '));
  }
  if (trigger === 'reminder' && (daysBefore === null || at === null)) {
    fault(daysBefore === null ? 'daysBefore' : 'at', 'needed', 'A reminder needs its day and time.');
  }
  if (quietHours.rule === 'own' && (quietHours.from === null || quietHours.to === null)) {
    fault('quietHours', 'needed', 'Quiet hours of its own need a beginning and an end.');
  }
  if (faults.length > 0) throw faulty(faults);
  return [...new Set(normalised)];
}

function normaliseAddress(address: string): string | null {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return address.toLowerCase();
  const number = normalisePhoneNumber(address, NO_COUNTRY);
  return number.ok ? number.e164 : null;
}

function faulty(fields: FieldProblem[]): Problem {
  return new Problem({ status: 422, code: 'rule_faulty', title: 'This rule cannot be used', fields });
}
