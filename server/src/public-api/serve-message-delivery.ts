import { messageDeliveryEndpoints } from '@roundsman/api-contract';

import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { readProviders, readUsage, retryMessage, setMessageLimit } from '../modules/notifications/index.ts';
import { checkSender, liftSuppression, listSuppressions, suppressAddress } from '../modules/outbound-email/index.ts';
import { previewSms } from '../modules/outbound-sms/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

/** What stands behind messages: providers, volumes, limits, addresses that get nothing, and the sender domain. */
export function serveMessageDelivery(door: OpenDoor<DeskPrincipal>, { database, config }: Platform): void {
  door.serve(messageDeliveryEndpoints.providers, () => readProviders(database));
  door.serve(messageDeliveryEndpoints.usage, ({ query, read }) => read((work) => readUsage(work, query.month)));
  door.serve(messageDeliveryEndpoints.setLimit, async ({ params, body, unitOfWork }) => {
    await unitOfWork((work) => setMessageLimit(work, params.channel, body.limit));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.retry, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => retryMessage(work, params.messageId));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.suppressions, ({ query, read }) => read((work) => listSuppressions(work, query)));
  door.serve(messageDeliveryEndpoints.suppress, async ({ body, unitOfWork }) => {
    await unitOfWork((work) => suppressAddress(work, { ...body, reason: 'by_hand', messageId: null }));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.restore, async ({ params, body, unitOfWork }) => {
    await unitOfWork((work) => liftSuppression(work, params.suppressionId, body.reason));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.previewSms, async ({ body }) => previewSms(config, body));
  door.serve(messageDeliveryEndpoints.senderDomain, () => checkSender(config));
}
