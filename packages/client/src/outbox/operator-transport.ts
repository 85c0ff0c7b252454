import type { Client } from '../client.ts';
import { operatorEndpoints } from '../endpoints.generated.ts';
import { PART_BYTES, sendInParts, sizeOf } from '../uploads/send-in-parts.ts';
import type { OutboxTransport } from './outbox-types.ts';

/** The outbox's way over the Operator API. */
export function operatorTransport(client: Client): OutboxTransport {
  return {
    send: (batch) => client.call(operatorEndpoints.commands, { body: batch }),
    upload: async (file) => {
      // What is worth more than one request goes on from where it broke off.
      if (sizeOf(file.bytes) > PART_BYTES) return sendInParts(client, operatorEndpoints, file);
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
