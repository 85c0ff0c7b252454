import { type ApiReply, askApi, isGood } from '../../http/ask-api.ts';
import { jsonOf, objectsIn, textOf } from '../../http/json-answer.ts';
import {
  type DomainStanding,
  dnsName,
  noVerdict,
  type ProviderDomains,
  type WantedRecord,
} from './provider-domains.ts';

export interface PostmarkDomainsSettings {
  /** Of the account, not of a server. */
  readonly accountToken: string;
  /** `https://api.postmarkapp.com` unless said. */
  readonly endpoint?: string;
}

/** The most that Postmark lists at once, and the most that are looked through. */
const PAGE = 500;
const MOST_PAGES = 20;

/** Postmark, "Domains API": a key of Postmark's own, and where somebody set one by hand, a return path. */
export function createPostmarkDomains({ accountToken, endpoint }: PostmarkDomainsSettings): ProviderDomains {
  const base = `${endpoint ?? 'https://api.postmarkapp.com'}/domains`;
  const headers = { accept: 'application/json', 'x-postmark-account-token': accountToken };
  const get = (signal: AbortSignal, url: string) => askApi({ method: 'GET', url, headers }, signal);

  /** Its id; undefined where it is not known; or the reply that says neither. */
  async function find(signal: AbortSignal, domain: string): Promise<{ id?: string } | { failed: ApiReply | null }> {
    for (let page = 0; page < MOST_PAGES; page++) {
      const listed = await get(signal, `${base}?count=${PAGE}&offset=${page * PAGE}`);
      if (!isGood(listed)) return { failed: listed };
      const { Domains, TotalCount } = jsonOf(listed.text);
      const found = objectsIn(Domains).find(({ Name }) => textOf(Name).toLowerCase() === domain);
      if (found !== undefined) return { id: textOf(found.ID) };
      if (Number(TotalCount) <= (page + 1) * PAGE) break;
    }
    return {};
  }

  return {
    async settle(domain, _key, budgetSeconds) {
      const signal = AbortSignal.timeout(budgetSeconds * 1000);
      const found = await find(signal, domain);
      if ('failed' in found) return noVerdict('Postmark', found.failed);
      if (found.id === undefined) {
        const body = JSON.stringify({ Name: domain });
        const made = await askApi(
          { method: 'POST', url: base, headers: { ...headers, 'content-type': 'application/json' }, body },
          signal,
        );
        return isGood(made) ? standingOf(made) : noVerdict('Postmark', made);
      }
      const known = await get(signal, `${base}/${found.id}`);
      if (!isGood(known)) return noVerdict('Postmark', known);
      if (standingOf(known).ready) return standingOf(known);
      const looked = await askApi({ method: 'PUT', url: `${base}/${found.id}/verifyDkim`, headers }, signal);
      return isGood(looked) ? standingOf(looked) : noVerdict('Postmark', looked);
    },
  };
}

/** A key that waits to be seen stands under `DKIMPending…`, one in force under `DKIM…`. */
function standingOf(reply: ApiReply): DomainStanding {
  const domain = jsonOf(reply.text);
  const pending = textOf(domain.DKIMPendingHost);
  const host = pending || textOf(domain.DKIMHost);
  const returnPath = textOf(domain.ReturnPathDomain);
  const records: WantedRecord[] = [
    {
      kind: 'dkim',
      type: 'TXT',
      name: dnsName(host),
      value: textOf(pending ? domain.DKIMPendingTextValue : domain.DKIMTextValue),
      right: domain.DKIMVerified === true && pending === '',
      why: null,
    },
    {
      kind: 'return_path',
      type: 'CNAME',
      name: dnsName(returnPath),
      value: textOf(domain.ReturnPathDomainCNAMEValue),
      right: domain.ReturnPathDomainVerified === true,
      why: null,
    },
  ];
  return { ready: domain.DKIMVerified === true, records: records.filter(({ name }) => name !== ''), why: null };
}
