import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Account {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface S3StandIn {
  readonly port: number;
  names(): string[];
  /** Answers 503 as often as that. */
  failNext(times: number): void;
  stop(): Promise<void>;
}

/** Objects in memory behind the three requests that are made, each refused unless its Signature Version 4 is right. */
export async function startS3StandIn(account: Account): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>();
  let failures = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const name = decodeURIComponent(request.url!.slice(1));
    const answer = (status: number, bytes: Buffer | string = '') =>
      response.writeHead(status, { 'content-length': Buffer.byteLength(bytes) }).end(bytes);
    if (failures > 0) {
      failures--;
      return answer(503, '<Error><Code>SlowDown</Code></Error>');
    }
    if (!isSigned(request, body, account)) return answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
    if (request.method === 'PUT') {
      objects.set(name, body);
      return answer(200);
    }
    if (request.method === 'DELETE') {
      objects.delete(name);
      return answer(204);
    }
    const found = objects.get(name);
    return found ? answer(200, found) : answer(404, '<Error><Code>NoSuchKey</Code></Error>');
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    names: () => [...objects.keys()],
    failNext: (times) => {
      failures = times;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** From what the request itself says, independently of how it was made ("Signature Calculations", S3 API Reference). */
function isSigned({ method, url, headers }: IncomingMessage, body: Buffer, account: Account): boolean {
  const [, key, day, names, given] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/[^,]+, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (key !== account.accessKeyId || day === undefined || names === undefined) return false;
  const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
  const payload = String(headers['x-amz-content-sha256']);
  if (payload !== hash(body)) return false;
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = `${method}\n${url}\n\n${lines.join('')}\n${names}\n${payload}`;
  const toSign = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${day}/${account.region}/s3/aws4_request\n${hash(canonical)}`;
  let secret: Buffer | string = `AWS4${account.secretAccessKey}`;
  for (const part of [day, account.region, 's3', 'aws4_request', toSign])
    secret = createHmac('sha256', secret).update(part).digest();
  return secret.toString('hex') === given;
}
