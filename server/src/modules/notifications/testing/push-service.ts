import { createDecipheriv, createECDH, createHmac, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { Agent, createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newId } from '../../../platform/index.ts';
import { keepLanCertificate } from '../../../platform/lan/index.ts';

/** A push service and the browser behind it: what arrives is opened as RFC 8291 says, and its sender checked as RFC 8292 says. */
export interface PushService {
  readonly port: number;
  readonly agent: Agent;
  readonly opened: { payload: unknown; ttl: string; urgency: string }[];
  answer: number;
  browser(): { endpoint: string; p256dh: string; auth: string };
  close(): Promise<void>;
}

const expand = (salt: Buffer, key: Buffer, info: Buffer, length: number) => {
  const pseudoRandom = createHmac('sha256', salt).update(key).digest();
  return createHmac('sha256', pseudoRandom).update(info).update(Buffer.of(1)).digest().subarray(0, length);
};

function open(body: Buffer, key: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), key.getPublicKey(), sender]);
  const secret = expand(auth, key.computeSecret(sender), info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    expand(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    expand(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

function isSigned(authorization: string, origin: string, signedBy: string | undefined): boolean {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head, claims, signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isRight = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud } = JSON.parse(Buffer.from(claims!, 'base64url').toString());
  return isRight && (signedBy === undefined || key === signedBy) && aud === origin;
}

/** `signedBy`: the only key it believes; `host`: the name under which it is reached on this machine. */
export async function startPushService({
  signedBy,
  host = '127.0.0.1',
}: {
  readonly signedBy?: string;
  readonly host?: string;
} = {}): Promise<PushService> {
  const key = createECDH('prime256v1');
  key.generateKeys();
  const auth = randomBytes(16);
  const folder = mkdtempSync(join(tmpdir(), 'push-'));
  const certificate = await keepLanCertificate(
    folder,
    { addresses: ['127.0.0.1'], hosts: ['localhost', host] },
    new Date(),
  );
  const opened: PushService['opened'] = [];
  const server: Server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!isSigned(request.headers.authorization ?? '', origin(), signedBy)) return response.writeHead(403).end();
      const payload = JSON.parse(open(Buffer.concat(chunks), key, auth));
      if (service.answer < 300) {
        opened.push({ payload, ttl: String(request.headers.ttl), urgency: String(request.headers.urgency) });
      }
      return response.writeHead(service.answer, { location: `${origin()}/message/${opened.length}` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const origin = () => `https://${host}:${port}`;
  const service: PushService = {
    port,
    agent: new Agent({ rejectUnauthorized: false }),
    opened,
    answer: 201,
    browser: () => ({
      endpoint: `${origin()}/push/${newId()}`,
      p256dh: key.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}
