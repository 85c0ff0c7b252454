import { timingSafeEqual } from 'node:crypto';

import { type EmailReceipt, readDeliveryReport } from '@roundsman/message-delivery';
import type { FastifyInstance } from 'fastify';

const MOST_OCTETS = 2_097_152;

/**
 * `POST /receive/email-report`: a delivery report or complaint as the mail it came in (RFC 3464, RFC 5965), for mail
 * servers that give bounces to a program. `Authorization: Bearer <EMAIL_REPORTS_TOKEN>`.
 */
export async function receiveReports(
  app: FastifyInstance,
  token: string,
  take: (receipt: EmailReceipt) => Promise<void>,
): Promise<void> {
  const expected = Buffer.from(`Bearer ${token}`);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_OCTETS }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/receive/email-report', async (request, reply) => {
      const given = Buffer.from(request.headers.authorization ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(403).send();
      const receipts = readDeliveryReport(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      if (receipts.length === 0) return reply.code(422).send();
      for (const receipt of receipts) await take(receipt);
      return reply.code(204).send();
    });
  });
}
