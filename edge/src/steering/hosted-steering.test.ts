import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { realClock } from '../clock.ts';
import { azureFrontDoorPort } from './azure-front-door.ts';
import { cloudflarePoolPort } from './cloudflare-pool.ts';
import { route53Port } from './route-53.ts';
import { signAwsRequest } from './sign-aws-request.ts';
import { itSteers } from './steering-conformance.ts';

/** Stand-ins that answer as the hosts' documentation says: the hosts themselves cannot be had in a test. */
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});
type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;
/** What a stand-in does besides answering as documented. */
interface Mood {
  isRefusing: boolean;
  isHanging: boolean;
}
const newMood = (): Mood => ({ isRefusing: false, isHanging: false });
const moods = (mood: Mood) => ({
  refuse: () => {
    mood.isRefusing = true;
  },
  hang: () => {
    mood.isHanging = true;
    return () => {
      mood.isHanging = false;
    };
  },
});
async function standIn(mood: Mood, answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (!mood.isHanging) answer(request, body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const ids = ['edge-1', 'edge-2', 'edge-3'];

describe('Cloudflare', () => {
  itSteers(async () => {
    const mood = newMood();
    let origins = [...ids, 'not-ours'].map((name) => ({ name, address: `${name}.example`, enabled: true, weight: 1 }));
    const apiUrl = await standIn(mood, (request, body, response) => {
      if (mood.isRefusing || request.headers.authorization !== 'Bearer token')
        return json(response, 403, {
          success: false,
          errors: [{ code: 10000, message: 'Authentication error' }],
          messages: [],
          result: null,
        });
      if (request.url !== '/accounts/acc/load_balancers/pools/pool')
        return json(response, 404, {
          success: false,
          errors: [{ code: 1001, message: 'object not found' }],
          messages: [],
          result: null,
        });
      if (request.method === 'PATCH') origins = JSON.parse(body).origins;
      json(response, 200, { success: true, errors: [], messages: [], result: { id: 'pool', name: 'edges', origins } });
    });
    return {
      port: cloudflarePoolPort({ accountId: 'acc', poolId: 'pool', token: 'token', apiUrl }),
      shares: async () => {
        expect(origins.find(({ name }) => name === 'not-ours')).toMatchObject({ enabled: true, weight: 1 });
        return Object.fromEntries(
          origins
            .filter(({ name }) => name !== 'not-ours')
            .map(({ name, enabled, weight }) => [name, enabled ? weight * 100 : 0]),
        );
      },
      ...moods(mood),
    };
  });
});

describe('Route 53', () => {
  it('signs as AWS’s published example says', () => {
    const request = {
      method: 'GET',
      url: new URL('https://example.amazonaws.com/'),
      body: '',
      region: 'us-east-1',
      service: 'service',
    };
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
    const { Authorization } = signAwsRequest(request, credentials, new Date('2015-08-30T12:36:00Z'));
    expect(Authorization).toContain('Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
  });

  itSteers(async () => {
    const mood = newMood();
    const weights = new Map<string, number>();
    const apiUrl = await standIn(mood, (request, body, response) => {
      response.setHeader('content-type', 'text/xml');
      const isSigned = /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/route53\/aws4_request, /.test(
        request.headers.authorization ?? '',
      );
      if (mood.isRefusing || !isSigned || request.url !== '/2013-04-01/hostedzone/Z1/rrset')
        return response
          .writeHead(400)
          .end(
            '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidChangeBatch</Code><Message>The batch is not valid</Message></Error></ErrorResponse>',
          );
      for (const [, id, weight] of body.matchAll(/<SetIdentifier>([^<]+)<\/SetIdentifier><Weight>(\d+)</g))
        weights.set(id!, Number(weight));
      response.end(
        '<ChangeResourceRecordSetsResponse><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status></ChangeInfo></ChangeResourceRecordSetsResponse>',
      );
    });
    const addresses = Object.fromEntries(ids.map((id, at) => [id, `192.0.2.${at + 1}`]));
    return {
      port: route53Port(
        {
          accessKeyId: 'AKID',
          secretAccessKey: 's',
          hostedZoneId: 'Z1',
          name: 'api.example.com',
          ttlSeconds: 10,
          addresses,
          apiUrl,
        },
        realClock,
      ),
      shares: async () => Object.fromEntries(weights),
      ...moods(mood),
    };
  });
});

describe('Azure Front Door', () => {
  const open = async () => {
    const mood = newMood();
    const asked: string[] = [];
    const origins = new Map(
      ids.map((id) => [id, { enabledState: 'Enabled', weight: 1000, provisioningState: 'Succeeded' }]),
    );
    const url = await standIn(mood, (request, body, response) => {
      asked.push(`${request.method} ${request.url?.split('?')[0]?.split('/').at(-1)}`);
      if (request.url === '/tenant/oauth2/v2.0/token')
        return json(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: 'jwt' });
      const path =
        /^\/subscriptions\/sub\/resourceGroups\/rg\/providers\/Microsoft.Cdn\/profiles\/door\/originGroups\/edges\/origins(?:\/([\w-]+))?\?api-version=/.exec(
          request.url ?? '',
        );
      if (mood.isRefusing || !path || request.headers.authorization !== 'Bearer jwt')
        return json(response, 403, {
          error: { code: 'AuthorizationFailed', message: 'The client does not have authorization' },
        });
      if (request.method === 'GET')
        return json(response, 200, { value: [...origins].map(([name, properties]) => ({ name, properties })) });
      const origin = path[1]!;
      const { properties } = JSON.parse(body);
      if (properties.weight !== undefined && (properties.weight < 1 || properties.weight > 1000))
        return json(response, 400, { error: { code: 'BadRequest', message: 'Weight is out of range' } });
      origins.set(origin, { ...origins.get(origin)!, ...properties });
      json(response, 202, { name: origin, properties: { ...properties, provisioningState: 'Updating' } });
    });
    const port = azureFrontDoorPort(
      {
        tenantId: 'tenant',
        clientId: 'c',
        clientSecret: 's',
        subscriptionId: 'sub',
        resourceGroup: 'rg',
        profile: 'door',
        originGroup: 'edges',
        loginUrl: url,
        managementUrl: url,
      },
      realClock,
    );
    return {
      port,
      asked,
      shares: async () =>
        Object.fromEntries(
          [...origins].map(([id, { enabledState, weight }]) => [id, enabledState === 'Enabled' ? weight / 10 : 0]),
        ),
      ...moods(mood),
    };
  };
  itSteers(open);

  it('signs in once for many changes, and changes only what is not so yet', async () => {
    const { port, asked } = await open();
    const plan = (first: number) => ids.map((id, at) => ({ id, url: '', weight: at === 0 ? first : 100 }));
    for (const first of [100, 0, 0]) await port.steer(plan(first), AbortSignal.timeout(5_000));
    expect(asked).toEqual(['POST token', 'GET origins', 'GET origins', 'PATCH edge-1', 'GET origins']);
  });
});
