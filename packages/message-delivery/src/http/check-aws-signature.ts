import { createHash, createHmac } from 'node:crypto';

/** Checks a Signature Version 4 from what the request itself says, independently of how it was made. */
export function isSignedByAws(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  account: { accessKeyId: string; secretAccessKey: string; region: string },
  service: string,
  path: string,
  method = 'POST',
): boolean {
  const [, key, day, names, given] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/[^,]+, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      String(headers.authorization),
    ) ?? [];
  if (key !== account.accessKeyId || day === undefined || names === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = `${method}\n${path}\n\n${names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim()}\n`)
    .join('')}\n${names}\n${hash(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${day}/${account.region}/${service}/aws4_request\n${hash(canonical)}`;
  let secret: Buffer | string = `AWS4${account.secretAccessKey}`;
  for (const part of [day, account.region, service, 'aws4_request', toSign]) {
    secret = createHmac('sha256', secret).update(part).digest();
  }
  return secret.toString('hex') === given;
}
