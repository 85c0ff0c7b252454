import { messageTemplateEndpoints, notificationRuleEndpoints, pushEndpoints } from '@roundsman/api-contract';
import type { Reader } from '@roundsman/delivery-rules';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { Logos } from '../modules/customers/index.ts';
import {
  changeRule,
  createRule,
  type DecideOptions,
  goBack,
  listTemplates,
  previewWords,
  pushPublicKey,
  reachOfRule,
  readRules,
  readTemplate,
  removeRule,
  saveTemplate,
  sendTest,
  subscribeMember,
  type TemplatePlace,
  unsubscribe,
} from '../modules/notifications/index.ts';
import { type OpenDoor, requireRowUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';
import { showLogos } from './serve-messages.ts';

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
  door.serve(notificationRuleEndpoints.change, ({ params: { ruleKey }, body, ifMatch, unitOfWork, principal }) => {
    ofOrganisation(principal);
    return unitOfWork(async (work) => {
      const all = async () => ({ rows: await readRules(work) });
      await requireRowUnchanged(work, ifMatch, all, ({ key }) => key === ruleKey);
      return changeRule(work, ruleKey, body);
    });
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

/** Words of one's own. */
export function serveMessageTemplates(door: OpenDoor<DeskPrincipal>, options: DecideOptions, logos: Logos): void {
  door.serve(messageTemplateEndpoints.list, ({ read, principal }) => {
    ofOrganisation(principal);
    return read(listTemplates);
  });
  door.serve(messageTemplateEndpoints.get, ({ query, read, principal }) => {
    ofOrganisation(principal);
    return read((work) => readTemplate(work, placeOf({ ...query, merchantId: query.merchantId ?? null })));
  });
  door.serve(messageTemplateEndpoints.save, ({ body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    return unitOfWork(async (work) => {
      await saveTemplate(work, { ...body, ...placeOf(body) });
      return readTemplate(work, placeOf(body));
    });
  });
  door.serve(messageTemplateEndpoints.goBack, ({ body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    return unitOfWork(async (work) => {
      await goBack(work, placeOf(body), body.versionId);
      return readTemplate(work, placeOf(body));
    });
  });
  door.serve(messageTemplateEndpoints.preview, async ({ body, read, principal }) => {
    ofOrganisation(principal);
    const seen = await read((work) => previewWords(work, options, { ...body, ...placeOf(body) }));
    return showLogos(seen, logos, principal);
  });
  door.serve(messageTemplateEndpoints.test, ({ body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    if (principal.kind !== 'member') {
      throw new Problem({ status: 403, code: 'for_members', title: 'Only a person can send words to themselves' });
    }
    const { id: memberId, name, email } = principal;
    return unitOfWork((work) =>
      sendTest(work, options, { ...body, ...placeOf(body) }, { memberId, name, email }, body.phone),
    );
  });
}

/** Push in the browsers of members. */
export function servePush(door: OpenDoor<DeskPrincipal>, platform: Platform): void {
  door.serve(pushEndpoints.key, async () => ({ publicKey: await pushPublicKey(platform) }));
  door.serve(pushEndpoints.subscribe, async ({ body, principal, fastify, unitOfWork }) => {
    if (principal.kind !== 'member') {
      throw new Problem({ status: 403, code: 'for_members', title: 'Only a person has a browser' });
    }
    const browser = { endpoint: body.endpoint, ...body.keys };
    const userAgent = fastify.headers['user-agent'] ?? null;
    await unitOfWork((work) => subscribeMember(work, principal.id, browser, userAgent));
    return undefined;
  });
  door.serve(pushEndpoints.unsubscribe, async ({ body, unitOfWork }) => {
    await unitOfWork((work) => unsubscribe(work, body.endpoint));
    return undefined;
  });
}

/** Words are the customers' unless somebody else is named. */
function placeOf({
  reader = 'customer',
  trigger,
  channel,
  language,
  merchantId,
}: Omit<TemplatePlace, 'reader'> & { readonly reader?: Reader | undefined }): TemplatePlace {
  return { reader, trigger, channel, language, merchantId };
}

/** Problem 403 `not_for_merchants`. */
export function ofOrganisation({ merchantId }: DeskPrincipal): void {
  if (merchantId === null) return;
  throw new Problem({ status: 403, code: 'not_for_merchants', title: 'This belongs to the organisation as a whole' });
}
