import { type ApiReply, askApi, isGood } from '../../http/ask-api.ts';
import { type JsonAnswer, jsonOf, objectsIn, textOf } from '../../http/json-answer.ts';
import { type DomainStanding, dnsName, noVerdict, type ProviderDomains } from './provider-domains.ts';

export interface ResendDomainsSettings {
  readonly apiKey: string;
  /** `https://api.resend.com` unless said. */
  readonly endpoint?: string;
}

const PAGE = 100;
const MOST_PAGES = 20;

/** Resend, "Domains": a key of Resend's own and a return path below the domain. It looks by itself once it was told to. */
export function createResendDomains({ apiKey, endpoint }: ResendDomainsSettings): ProviderDomains {
  const base = `${endpoint ?? 'https://api.resend.com'}/domains`;
  const headers = { authorization: `Bearer ${apiKey}` };
  const get = (signal: AbortSignal, url: string) => askApi({ method: 'GET', url, headers }, signal);

  async function find(signal: AbortSignal, domain: string): Promise<{ id?: string } | { failed: ApiReply | null }> {
    let after = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const listed = await get(signal, `${base}?limit=${PAGE}${after}`);
      if (!isGood(listed)) return { failed: listed };
      const { data, has_more: hasMore } = jsonOf(listed.text);
      const rows = objectsIn(data);
      const found = rows.find(({ name }) => textOf(name).toLowerCase() === domain);
      if (found !== undefined) return { id: textOf(found.id) };
      const last = rows.at(-1);
      if (hasMore !== true || last === undefined) break;
      after = `&after=${encodeURIComponent(textOf(last.id))}`;
    }
    return {};
  }

  return {
    async settle(domain, _key, budgetSeconds) {
      const signal = AbortSignal.timeout(budgetSeconds * 1000);
      const found = await find(signal, domain);
      if ('failed' in found) return noVerdict('Resend', found.failed);
      let { id } = found;
      let seen: ApiReply | null;
      if (id === undefined) {
        const body = JSON.stringify({ name: domain });
        const written = { ...headers, 'content-type': 'application/json' };
        seen = await askApi({ method: 'POST', url: base, headers: written, body }, signal);
        if (!isGood(seen)) return noVerdict('Resend', seen);
        id = textOf(jsonOf(seen.text).id);
      } else {
        seen = await get(signal, `${base}/${id}`);
        if (!isGood(seen)) return noVerdict('Resend', seen);
      }
      const standing = standingOf(domain, jsonOf(seen.text));
      if (standing.ready) return standing;
      const looked = await askApi({ method: 'POST', url: `${base}/${id}/verify`, headers }, signal);
      return isGood(looked) ? standing : noVerdict('Resend', looked);
    },
  };
}

function standingOf(domain: string, { status, records }: JsonAnswer): DomainStanding {
  const ready = status === 'verified';
  return {
    ready,
    records: objectsIn(records).map((record) => {
      const type = textOf(record.type).toUpperCase();
      const value = textOf(record.value).replace(/^"|"$/g, '');
      return {
        kind: record.record === 'DKIM' ? 'dkim' : 'return_path',
        type: type === 'MX' || type === 'CNAME' ? type : 'TXT',
        name: wholeName(textOf(record.name), domain),
        value: type === 'MX' ? `${textOf(record.priority) || '10'} ${value}` : value,
        right: record.status === 'verified',
        why: null,
      };
    }),
    why: ready ? null : 'Resend looks at the DNS by itself, for up to 72 hours.',
  };
}

/** Names are told from the zone on: `send` of `rhein.example`, but `send.mail` of `mail.rhein.example`. */
function wholeName(name: string, domain: string): string {
  const given = dnsName(name);
  if (given === domain || given.endsWith(`.${domain}`)) return given;
  const labels = domain.split('.');
  for (let taken = labels.length - 1; taken > 0; taken--) {
    const below = `.${labels.slice(0, taken).join('.')}`;
    if (given.endsWith(below)) return `${given.slice(0, -below.length)}.${domain}`;
  }
  return `${given}.${domain}`;
}
