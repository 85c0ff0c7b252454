import { createPrivateKey } from 'node:crypto';

import { type ApiReply, askApi, isGood } from '../../http/ask-api.ts';
import { jsonOf, objectOf } from '../../http/json-answer.ts';
import { type AwsCredentials, signAwsRequest } from '../../http/sign-aws-request.ts';
import type { DkimKey } from '../dkim.ts';
import { type DomainStanding, noVerdict, type ProviderDomains } from './provider-domains.ts';

export interface SesDomainsSettings {
  readonly credentials: AwsCredentials;
  /** `https://email.<region>.amazonaws.com` unless said. */
  readonly endpoint?: string;
}

const WAITS = 'SES has not seen the key in the DNS yet. It looks again by itself, for up to 72 hours.';

/** Amazon SES, API v2 identities with a key of our own ("Bring Your Own DKIM"): its record is the one that we want as well. */
export function createSesDomains({ credentials, endpoint }: SesDomainsSettings, now: () => Date): ProviderDomains {
  const base = endpoint ?? `https://email.${credentials.region}.amazonaws.com`;
  const ask = (signal: AbortSignal, method: 'GET' | 'POST' | 'PUT', path: string, fields?: object) => {
    const url = `${base}${path}`;
    const body = fields === undefined ? '' : JSON.stringify(fields);
    const plain: Record<string, string> = body === '' ? {} : { 'content-type': 'application/json' };
    const headers = signAwsRequest(credentials, 'ses', { method, url, headers: plain, body }, now());
    return askApi({ method, url, headers, ...(body === '' ? {} : { body }) }, signal);
  };
  return {
    async settle(domain, key, budgetSeconds) {
      const signal = AbortSignal.timeout(budgetSeconds * 1000);
      const found = await ask(signal, 'GET', `/v2/email/identities/${domain}`);
      if (found?.status === 404) {
        const identity = { EmailIdentity: domain, DkimSigningAttributes: signingWith(key) };
        const made = await ask(signal, 'POST', '/v2/email/identities', identity);
        return isGood(made) ? standingOf(made) : noVerdict('SES', made);
      }
      if (!isGood(found)) return noVerdict('SES', found);
      const standing = standingOf(found);
      if (standing.ready || waitsForKey(found, key)) return standing;
      // It stands there with another key that never came into force, or SES has given up looking: begin anew with ours.
      const fields = { SigningAttributesOrigin: 'EXTERNAL', SigningAttributes: signingWith(key) };
      const begun = await ask(signal, 'PUT', `/v1/email/identities/${domain}/dkim/signing`, fields);
      return isGood(begun) ? { ready: false, records: [], why: WAITS } : noVerdict('SES', begun);
    },
  };
}

/** The key in base64 without the lines around it. */
function signingWith({ selector, privateKey }: DkimKey) {
  const der = createPrivateKey(privateKey).export({ format: 'der', type: 'pkcs1' });
  return { DomainSigningSelector: selector, DomainSigningPrivateKey: der.toString('base64') };
}

function standingOf(reply: ApiReply): DomainStanding {
  const { VerifiedForSendingStatus, DkimAttributes } = jsonOf(reply.text);
  const { Status, SigningEnabled } = objectOf(DkimAttributes);
  const ready = VerifiedForSendingStatus === true && Status === 'SUCCESS' && SigningEnabled !== false;
  return { ready, records: [], why: ready ? null : WAITS };
}

/** "If you provided your own key pair, Tokens contains the selector." */
function waitsForKey(reply: ApiReply, { selector }: DkimKey): boolean {
  const { Tokens, Status, SigningAttributesOrigin } = objectOf(jsonOf(reply.text).DkimAttributes);
  const isOurs = SigningAttributesOrigin === 'EXTERNAL' && Array.isArray(Tokens) && Tokens.includes(selector);
  return isOurs && Status !== 'FAILED';
}
