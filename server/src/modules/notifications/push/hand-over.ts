import type { OrganisationKind } from '@roundsman/delivery-rules';
import { type HandOverResult, refused } from '@roundsman/message-delivery';

import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import type { OrganisationRow } from '../../accounts/index.ts';
import { NOT_ASKED, type OutboundOptions } from '../sending/outbound.ts';
import { outboundTasks } from '../sending/outbound-service.ts';
import type { TakenMessage } from '../sending/take-for-sending.ts';
import type { KeepingPushProvider, PushProvider } from './push-provider.ts';
import { waitUntilSeen } from './seen.ts';
import { browsersOf, forgetBrowser } from './subscribe.ts';

/** By the kind of organisation. A sandbox's can only ever keep: its type has no way to a person. */
export interface PushProviders extends Readonly<Record<OrganisationKind, PushProvider>> {
  readonly live: PushProvider;
  readonly sandbox: KeepingPushProvider;
}

const DAY_SECONDS = 86_400;

/** Where a browser tells that it has shown a message. */
export type SeenUrlOf = (organisationId: string, messageId: string) => string;

/** Hands push messages over: one message goes to each browser of its person, and has arrived once any has shown it. */
export function pushTasks(options: OutboundOptions, providers: PushProviders, seenUrlOf: SeenUrlOf): TaskHandler[] {
  return outboundTasks(options, {
    channel: 'push',
    plan: (_candidate, kind) => [providers[kind].name],
    takesIdempotencyKeys: () => false,
    amountOf: () => ({}),
    async handOver(message, organisation, leave) {
      const provider = providers[organisation.kind];
      if (!(await leave(provider.name))) return { result: NOT_ASKED, provider: provider.name, tries: [] };
      const seen = seenUrlOf(organisation.id, message.id);
      const result = await sendToAll(options, provider, message, organisation, seen);
      return { result, provider: provider.name, tries: [] };
    },
    accepted: (work, outcomes) =>
      waitUntilSeen(
        work,
        outcomes.filter(({ provider }) => provider === providers.live.name).map(({ message }) => message),
      ),
  });
}

async function sendToAll(
  { database }: OutboundOptions,
  provider: PushProvider,
  message: TakenMessage,
  { id: organisationId }: OrganisationRow,
  seen: string,
): Promise<HandOverResult> {
  const browsers = await database.read(organisationId, (work) => browsersOf(work, message.toAddress));
  const { subject: title, text: body, link: url } = message;
  const payload = JSON.stringify({ title, body, url, tag: message.jobId ?? message.id, seen });
  const usefulForSeconds = Math.min(message.usefulForSeconds ?? DAY_SECONDS, DAY_SECONDS);
  let last: HandOverResult = refused('invalid_recipient', 'No browser of theirs allows it any more.');
  let accepted: HandOverResult | null = null;
  for (const browser of browsers) {
    const result = await provider.send(browser, payload, { usefulForSeconds, urgent: message.urgent });
    if (result.outcome === 'accepted') accepted ??= result;
    if (result.outcome === 'refused' && result.reason === 'invalid_recipient') {
      const scope = { organisationId, actor: { kind: 'system', id: 'notifications' } } as const;
      await database.transact(scope, (work) => forgetBrowser(work, browser.id));
    }
    last = result;
  }
  return accepted ?? last;
}
