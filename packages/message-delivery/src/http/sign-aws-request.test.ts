import { expect, test } from 'vitest';

import { signAwsRequest } from './sign-aws-request.ts';

const credentials = {
  region: 'us-east-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

test('signs as the published test suite of Signature Version 4 does (post-vanilla, post-x-www-form-urlencoded)', () => {
  const now = new Date('2015-08-30T12:36:00Z');
  const vanilla = signAwsRequest(
    credentials,
    'service',
    { url: 'https://example.amazonaws.com/', headers: {}, body: '' },
    now,
  );
  expect(vanilla.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
      'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  );
  const form = signAwsRequest(
    credentials,
    'service',
    {
      url: 'https://example.amazonaws.com/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Param1=value1',
    },
    now,
  );
  expect(form.authorization).toContain(
    'SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  );
});
