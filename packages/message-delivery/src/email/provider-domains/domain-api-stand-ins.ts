import {
  type ApiStandIn,
  knownFields,
  type StandInAnswer,
  type StandInDialect,
  StandInRefusal,
  type StandInRequest,
  startApiStandIn,
} from '../../http/api-stand-in.ts';
import { isSignedByAws } from '../../http/check-aws-signature.ts';

type Fault = 'away' | 'not_allowed';

export interface DomainApiPeer extends ApiStandIn<Fault> {
  /** The domains of the account, each as often as it was made. */
  readonly known: string[];
  /** Names under which the provider finds what it wants; everything else is missing. */
  readonly published: Set<string>;
  /** What SES was given as the key of each domain. */
  readonly selectors: Map<string, string>;
}

type Held = Pick<DomainApiPeer, 'known' | 'published' | 'selectors'>;

async function start(dialect: (held: Held) => StandInDialect<Fault>): Promise<DomainApiPeer> {
  const held: Held = { known: [], published: new Set(), selectors: new Map() };
  return { ...(await startApiStandIn(dialect(held))), ...held };
}

const NOT_THERE: StandInAnswer = { status: 404, body: { message: 'not found' } };
const away: StandInAnswer = { status: 503, body: { message: 'Service Unavailable' } };

/** Where in the API a request goes: `GET /domains/d1`, without its query. */
const doorOf = ({ method, path }: StandInRequest) => `${method} ${path.split('?')[0]}`;
const queryOf = ({ path }: StandInRequest, name: string) => new URL(path, 'http://stand-in').searchParams.get(name);

/** Amazon SES API v2: `CreateEmailIdentity`, `GetEmailIdentity`, `PutEmailIdentityDkimSigningAttributes`. */
export const startSesDomainsPeer = (account: { accessKeyId: string; secretAccessKey: string; region: string }) =>
  start(({ known, published, selectors }) => {
    const identity = (domain: string) => {
      const selector = selectors.get(domain) ?? '';
      const isSeen = published.has(`${selector}._domainkey.${domain}`);
      return {
        IdentityType: 'DOMAIN',
        VerifiedForSendingStatus: isSeen,
        DkimAttributes: {
          SigningEnabled: true,
          Status: isSeen ? 'SUCCESS' : 'PENDING',
          Tokens: [selector],
          SigningAttributesOrigin: 'EXTERNAL',
        },
      };
    };
    const keep = (domain: string, attributes: unknown) => {
      const signing = knownFields(attributes, ['DomainSigningSelector', 'DomainSigningPrivateKey']);
      if (!/^[A-Za-z0-9+/=]{100,}$/.test(String(signing.DomainSigningPrivateKey)))
        throw new Error('not a key in base64');
      selectors.set(domain, String(signing.DomainSigningSelector));
    };
    return {
      take(request) {
        const { headers, body, method, path } = request;
        if (!isSignedByAws(headers, body, account, 'ses', path, method)) {
          throw new StandInRefusal(403, { message: 'The request signature we calculated does not match.' });
        }
        if (doorOf(request) === 'POST /v2/email/identities') {
          const made = knownFields(JSON.parse(body), ['EmailIdentity', 'DkimSigningAttributes']);
          const domain = String(made.EmailIdentity);
          if (known.includes(domain)) throw new StandInRefusal(400, { message: `${domain} already exists.` });
          keep(domain, made.DkimSigningAttributes);
          known.push(domain);
          return { status: 200, body: identity(domain) };
        }
        const [, domain, signs] = /^\/v[12]\/email\/identities\/([^/]+)(\/dkim\/signing)?$/.exec(path) ?? [];
        if (domain === undefined || !known.includes(domain)) {
          return { status: 404, body: { message: `Email identity ${domain} does not exist.` } };
        }
        if (method === 'GET' && signs === undefined) return { status: 200, body: identity(domain) };
        if (method !== 'PUT' || !path.startsWith('/v1/') || signs === undefined) return NOT_THERE;
        const put = knownFields(JSON.parse(body), ['SigningAttributesOrigin', 'SigningAttributes']);
        if (put.SigningAttributesOrigin !== 'EXTERNAL') throw new Error('not our key');
        keep(domain, put.SigningAttributes);
        return { status: 200, body: { DkimStatus: 'PENDING', DkimTokens: [selectors.get(domain)] } };
      },
      faults: {
        away,
        not_allowed: {
          status: 403,
          headers: { 'x-amzn-errortype': 'AccessDeniedException' },
          body: { message: 'User is not authorized to perform: ses:GetEmailIdentity' },
        },
      },
    };
  });

/** SendGrid, `/v3/whitelabel/domains`. */
export const startSendgridDomainsPeer = (apiKey: string) =>
  start(({ known, published }) => {
    const entries = (domain: string) => ({
      mail_cname: { host: `em1.${domain}`, data: 'u1.wl1.sendgrid.net' },
      dkim1: { host: `s1._domainkey.${domain}`, data: 's1.domainkey.u1.wl1.sendgrid.net' },
      dkim2: { host: `s2._domainkey.${domain}`, data: 's2.domainkey.u1.wl1.sendgrid.net' },
    });
    const isValid = (domain: string) => Object.values(entries(domain)).every(({ host }) => published.has(host));
    const shown = (domain: string) => ({
      id: known.indexOf(domain) + 1,
      domain,
      subdomain: 'em1',
      valid: false,
      dns: Object.fromEntries(
        Object.entries(entries(domain)).map(([name, entry]) => [name, { valid: false, type: 'cname', ...entry }]),
      ),
    });
    return {
      take(request) {
        if (request.headers.authorization !== `Bearer ${apiKey}`) throw new StandInRefusal(401, { errors: [] });
        const door = doorOf(request);
        if (door === 'GET /v3/whitelabel/domains') {
          const asked = queryOf(request, 'domain') ?? '';
          return { status: 200, body: known.filter((domain) => domain.includes(asked)).map(shown) };
        }
        if (door === 'POST /v3/whitelabel/domains') {
          const made = knownFields(JSON.parse(request.body), ['domain', 'automatic_security']);
          known.push(String(made.domain));
          return { status: 201, body: shown(String(made.domain)) };
        }
        const [, id] = /^POST \/v3\/whitelabel\/domains\/(\d+)\/validate$/.exec(door) ?? [];
        const domain = known[Number(id) - 1];
        if (domain === undefined) return NOT_THERE;
        const verdicts = Object.entries(entries(domain)).map(([name, { host, data }]) => {
          const valid = published.has(host);
          return [name, { valid, reason: valid ? null : `Expected CNAME for "${host}" to match "${data}".` }];
        });
        const body = { id: Number(id), valid: isValid(domain), validation_results: Object.fromEntries(verdicts) };
        return { status: 200, body };
      },
      faults: {
        away,
        not_allowed: { status: 403, body: { errors: [{ field: null, message: 'access forbidden' }] } },
      },
    };
  });

/** Postmark, `/domains` with the token of an account. */
export const startPostmarkDomainsPeer = (accountToken: string) =>
  start(({ known, published }) => {
    const verified = new Set<string>();
    const shown = (domain: string) => {
      const host = `20261129._domainkey.${domain}`;
      const text = 'k=rsa;p=MIGfMA0GCSqGSIb3';
      const isVerified = verified.has(domain);
      return {
        ID: known.indexOf(domain) + 1,
        Name: domain,
        DKIMVerified: isVerified,
        DKIMHost: isVerified ? host : '',
        DKIMTextValue: isVerified ? text : '',
        DKIMPendingHost: isVerified ? '' : host,
        DKIMPendingTextValue: isVerified ? '' : text,
        ReturnPathDomain: '',
        ReturnPathDomainVerified: false,
        ReturnPathDomainCNAMEValue: '',
      };
    };
    return {
      take(request) {
        if (request.headers['x-postmark-account-token'] !== accountToken) {
          throw new StandInRefusal(401, { ErrorCode: 10, Message: 'No Account or Server API tokens were supplied.' });
        }
        const door = doorOf(request);
        if (door === 'GET /domains') {
          const [count, offset] = ['count', 'offset'].map((name) => Number(queryOf(request, name)));
          if (!(count! >= 1 && count! <= 500)) throw new Error('count is between 1 and 500');
          const rows = known.slice(offset, offset! + count!).map((Name, at) => ({ Name, ID: offset! + at + 1 }));
          return { status: 200, body: { TotalCount: known.length, Domains: rows } };
        }
        if (door === 'POST /domains') {
          const domain = String(knownFields(JSON.parse(request.body), ['Name', 'ReturnPathDomain']).Name);
          known.push(domain);
          return { status: 200, body: shown(domain) };
        }
        const [, id, verify] = /^(?:GET|PUT) \/domains\/(\d+)(\/verifyDkim)?$/.exec(door) ?? [];
        const domain = known[Number(id) - 1];
        if (domain === undefined || (verify === undefined) !== (request.method === 'GET')) return NOT_THERE;
        if (!published.has(`20261129._domainkey.${domain}`)) verified.delete(domain);
        else if (verify !== undefined) verified.add(domain);
        return { status: 200, body: shown(domain) };
      },
      faults: {
        away,
        not_allowed: { status: 401, body: { ErrorCode: 10, Message: 'The token does not belong to an account.' } },
      },
    };
  });

/** Resend, `/domains`: names are told from the zone on, and it looks only after it was told to. */
export const startResendDomainsPeer = (apiKey: string) =>
  start(({ known, published }) => {
    const told = new Set<string>();
    const idOf = (domain: string) => `d91cd9bd-${known.indexOf(domain)}`;
    const shown = (domain: string) => {
      const below = domain.split('.').slice(0, -2).join('.');
      const inZone = (name: string) => (below === '' ? name : `${name}.${below}`);
      const status = (name: string) =>
        told.has(domain) && published.has(`${name}.${domain}`) ? 'verified' : 'pending';
      const records = [
        { record: 'SPF', name: 'send', type: 'MX', value: 'feedback-smtp.eu-west-1.amazonses.com', priority: 10 },
        { record: 'SPF', name: 'send', type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
        { record: 'DKIM', name: 'resend._domainkey', type: 'TXT', value: 'p=MIGfMA0GCSqGSIb3' },
      ].map((each) => ({ ...each, ttl: 'Auto', status: status(each.name), name: inZone(each.name) }));
      const isVerified = records.every((each) => each.status === 'verified');
      const overall = isVerified ? 'verified' : told.has(domain) ? 'pending' : 'not_started';
      return { object: 'domain', id: idOf(domain), name: domain, status: overall, region: 'eu-west-1', records };
    };
    return {
      take(request) {
        if (request.headers.authorization !== `Bearer ${apiKey}`) {
          throw new StandInRefusal(403, { statusCode: 403, name: 'invalid_api_key', message: 'API key is invalid' });
        }
        const door = doorOf(request);
        if (door === 'GET /domains') {
          const limit = Number(queryOf(request, 'limit') ?? 20);
          const after = queryOf(request, 'after');
          const from = after === null ? 0 : known.findIndex((domain) => idOf(domain) === after) + 1;
          const data = known.slice(from, from + limit).map((name) => ({ id: idOf(name), name }));
          return { status: 200, body: { object: 'list', has_more: from + limit < known.length, data } };
        }
        if (door === 'POST /domains') {
          const domain = String(knownFields(JSON.parse(request.body), ['name', 'region']).name);
          known.push(domain);
          return { status: 201, body: shown(domain) };
        }
        const [, id, verify] = /^(?:GET|POST) \/domains\/([\w-]+?)(\/verify)?$/.exec(door) ?? [];
        const domain = known.find((each) => idOf(each) === id);
        if (domain === undefined || (verify === undefined) !== (request.method === 'GET')) return NOT_THERE;
        if (verify === undefined) return { status: 200, body: shown(domain) };
        told.add(domain);
        return { status: 200, body: { object: 'domain', id } };
      },
      faults: {
        away,
        not_allowed: {
          status: 401,
          body: {
            statusCode: 401,
            name: 'restricted_api_key',
            message: 'This API key is restricted to only send emails',
          },
        },
      },
    };
  });
