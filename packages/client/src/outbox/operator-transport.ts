import type { Client } from '../client.ts';
import { operatorEndpoints } from '../endpoints.generated.ts';
import type { OutboxTransport } from './outbox-types.ts';
import { goesInParts, sendInParts } from './send-in-parts.ts';

/** The outbox's way over the Operator API. */
export function operatorTransport(client: Client): OutboxTransport {
  return {
    send: (batch) => client.call(operatorEndpoints.commands, { body: batch }),
    upload: async (file) => {
      if (goesInParts(file)) return sendInParts(client, file);
      const { id, contentType, bytes } = file;
      await client.call(operatorEndpoints.upload, {
        params: { fileId: id },
        body: { bytes, contentType },
        // The id is the key: a photo cut off half-way is the same photo the next time.
        idempotencyKey: id,
        budgetMilliseconds: 90_000,
        attemptMilliseconds: 60_000,
      });
    },
  };
}
