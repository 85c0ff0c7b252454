import type { Channel } from '@roundsman/delivery-rules';
import type { WebhookRequest, WebhookVerdict } from '@roundsman/message-delivery';

import type { Platform } from '../../../platform/index.ts';

interface Receiving {
  readonly name: string;
  receive?(request: WebhookRequest): Promise<WebhookVerdict>;
}

const STATUS: Readonly<Record<WebhookVerdict, number>> = { taken: 200, malformed: 400, unsigned: 403, again: 503 };
const MOST_OCTETS = 1_048_576;

/** Where a provider's webhook calls us: `<public URL>/receive/<channel>/<provider>`. */
export const webhookPath = (channel: Channel, provider: string) => `/receive/${channel}/${provider}`;

/** Serves the webhooks of a channel's providers. Bodies stay as they came: signatures are over their octets. */
export async function receiveWebhooks(
  { http, clock, config }: Pick<Platform, 'http' | 'clock' | 'config'>,
  channel: Channel,
  providers: readonly Receiving[],
): Promise<void> {
  await http.app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MOST_OCTETS }, (_request, body, done) =>
      done(null, body),
    );
    for (const { name, receive } of providers) {
      if (receive === undefined) continue;
      scope.route({
        method: ['GET', 'POST'],
        url: webhookPath(channel, name),
        async handler(request, reply) {
          const base = config.publicUrl ?? `${request.protocol}://${request.host}`;
          const verdict = await receive({
            method: request.method,
            url: `${base}${request.url}`,
            headers: request.headers as Record<string, string>,
            body: typeof request.body === 'string' ? request.body : '',
            receivedAt: clock.now(),
          });
          return reply.code(STATUS[verdict]).send();
        },
      });
    }
  });
}
