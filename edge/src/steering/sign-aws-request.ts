import { createHash, createHmac } from 'node:crypto';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface AwsRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly region: string;
  readonly service: string;
}

/** Headers of an AWS Signature Version 4: host, date and the body are signed. Pure. */
export function signAwsRequest(request: AwsRequest, credentials: AwsCredentials, now: Date): Record<string, string> {
  const { method, url, body, region, service } = request;
  const time = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const names = 'host;x-amz-date';
  const canonical = [
    method,
    url.pathname,
    url.searchParams.toString(),
    `host:${url.host}`,
    `x-amz-date:${time}`,
    '',
    names,
    sha256(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `${credentials.accessKeyId}/${scope}`;
  return {
    'X-Amz-Date': time,
    Authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
