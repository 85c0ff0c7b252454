import { consentEndpoints, type Message, messageEndpoints, webhookEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { Logos } from '../modules/customers/index.ts';
import {
  countMessages,
  getMessage,
  listMessages,
  listWishes,
  markSeen,
  readConversation,
  recordWish,
  withShownLogos,
  writeToCustomer,
} from '../modules/notifications/index.ts';
import { emailReceiptsOf } from '../modules/outbound-email/index.ts';
import { smsReceiptsOf } from '../modules/outbound-sms/index.ts';
import {
  createWebhook,
  listDeliveries,
  listWebhooks,
  redeliver,
  redeliverMany,
  removeWebhook,
  rotateSecret,
  updateWebhook,
  type WebhookTools,
} from '../modules/webhooks/index.ts';
import { type OpenDoor, requireRowUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';

export function serveMessages(door: OpenDoor<DeskPrincipal>, logos: Logos): void {
  door.serve(messageEndpoints.list, ({ query, read, principal }) =>
    read((work) => listMessages(work, { ...query, merchantId: principal.merchantId })),
  );
  door.serve(messageEndpoints.counts, ({ read, principal }) =>
    read((work) => countMessages(work, principal.merchantId)),
  );
  door.serve(messageEndpoints.get, async ({ params, read, principal }) => {
    const message = await read(async (work) => {
      const found = await getMessage(work, params.messageId, principal.merchantId);
      return { ...found, receipts: await receiptsOf(work, found) };
    });
    return showLogos(message, logos, principal);
  });
  door.serve(messageEndpoints.conversation, ({ params, read, principal }) =>
    read((work) => readConversation(work, params.jobId, principal.merchantId)),
  );
  door.serve(messageEndpoints.write, async ({ params, body, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      await writeToCustomer(work, params.jobId, principal.merchantId, body.channel, body.text);
      await markSeen(work, params.jobId);
    });
    return undefined;
  });
  door.serve(consentEndpoints.list, ({ query, read, principal }) =>
    read((work) => listWishes(work, { ...query, merchantId: principal.merchantId })),
  );
  door.serve(consentEndpoints.record, async ({ body, unitOfWork, principal }) => {
    const merchantId = principal.merchantId ?? body.merchantId;
    await unitOfWork((work) => recordWish(work, { ...body, merchantId }));
    return undefined;
  });
}

/** Each service keeps what its providers reported; a push that was shown is told by the browser itself. */
async function receiptsOf(work: ReadWork, { id, channel }: Pick<Message, 'id' | 'channel'>) {
  if (channel === 'push') return [];
  return channel === 'email' ? emailReceiptsOf(work, id) : smsReceiptsOf(work, id);
}

/** An e-mail that carries its pictures is looked at as a page. */
export async function showLogos<Shown extends { readonly html: string | null }>(
  shown: Shown,
  logos: Logos,
  { organisationId }: Pick<DeskPrincipal, 'organisationId'>,
): Promise<Shown> {
  if (shown.html === null) return shown;
  return { ...shown, html: await withShownLogos(shown.html, (fileId) => logos.read(organisationId, fileId)) };
}

export function serveWebhooks(door: OpenDoor<DeskPrincipal>, { cursors }: Platform, tools: WebhookTools): void {
  door.serve(webhookEndpoints.list, ({ read }) => read(async (work) => ({ rows: await listWebhooks(work) })));
  door.serve(webhookEndpoints.create, ({ body, unitOfWork }) => unitOfWork((work) => createWebhook(work, tools, body)));
  door.serve(webhookEndpoints.update, ({ params: { endpointId }, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      const all = async () => ({ rows: await listWebhooks(work) });
      await requireRowUnchanged(work, ifMatch, all, ({ id }) => id === endpointId);
      return updateWebhook(work, tools, endpointId, body);
    }),
  );
  door.serve(webhookEndpoints.remove, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => removeWebhook(work, params.endpointId));
    return undefined;
  });
  door.serve(webhookEndpoints.deliveries, ({ params, query, read }) =>
    read((work) => listDeliveries(work, params.endpointId, query)),
  );
  door.serve(webhookEndpoints.redeliver, ({ params, unitOfWork }) =>
    unitOfWork((work) => redeliver(work, params.deliveryId)),
  );
  door.serve(webhookEndpoints.rotateSecret, ({ params, body, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { secret, previousUntil } = await rotateSecret(work, tools, params.endpointId, body.overlapSeconds);
      return { secret, previousUntil: previousUntil.toISOString() };
    }),
  );
  door.serve(webhookEndpoints.redeliverMany, ({ params, body, principal, unitOfWork }) => {
    const afterSeq = body.after === undefined ? undefined : cursors.decode(principal.organisationId, body.after);
    if (afterSeq === null)
      throw new Problem({ status: 422, code: 'cursor_invalid', title: 'This cursor is not one of ours' });
    const [from, to] = [body.from, body.to].map((at) => (at === undefined ? undefined : new Date(at)));
    return unitOfWork(async (work) => {
      const { queued, nextFrom } = await redeliverMany(work, params.endpointId, {
        from,
        to,
        afterSeq,
        state: body.state,
      });
      return { queued, more: nextFrom !== null, nextFrom: nextFrom?.toISOString() ?? null };
    });
  });
}
