import { askApi, isGood } from '../../http/ask-api.ts';
import { type JsonAnswer, jsonOf, listOf, objectOf, textOf } from '../../http/json-answer.ts';
import { dnsName, noVerdict, type ProviderDomains, type WantedRecord } from './provider-domains.ts';

export interface SendgridDomainsSettings {
  readonly apiKey: string;
  /** `https://api.sendgrid.com` unless said. */
  readonly endpoint?: string;
}

/** SendGrid, "Domain Authentication" with automated security: three names of the domain that lead to SendGrid's. */
export function createSendgridDomains({ apiKey, endpoint }: SendgridDomainsSettings): ProviderDomains {
  const base = `${endpoint ?? 'https://api.sendgrid.com'}/v3/whitelabel/domains`;
  const authorization = `Bearer ${apiKey}`;
  const post = (signal: AbortSignal, url: string, fields: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    return askApi({ method: 'POST', url, headers, body: JSON.stringify(fields) }, signal);
  };
  return {
    async settle(domain, _key, budgetSeconds) {
      const signal = AbortSignal.timeout(budgetSeconds * 1000);
      const query = new URLSearchParams({ domain, limit: '50' });
      const listed = await askApi({ method: 'GET', url: `${base}?${query}`, headers: { authorization } }, signal);
      if (!isGood(listed)) return noVerdict('SendGrid', listed);
      const same = listOf(listed.text).filter((each) => textOf(each.domain).toLowerCase() === domain);
      const known = same.find(({ valid }) => valid === true) ?? same[0];
      if (known === undefined) {
        const made = await post(signal, base, { domain, automatic_security: true });
        if (!isGood(made)) return noVerdict('SendGrid', made);
        const fresh = jsonOf(made.text);
        return { ready: fresh.valid === true, records: recordsOf(fresh, {}), why: null };
      }
      const looked = await post(signal, `${base}/${textOf(known.id)}/validate`, {});
      if (!isGood(looked)) return noVerdict('SendGrid', looked);
      const verdict = jsonOf(looked.text);
      const records = recordsOf(known, objectOf(verdict.validation_results));
      return { ready: verdict.valid === true, records, why: null };
    },
  };
}

/** `dns` has one entry a record: `mail_cname`, `dkim1`, `dkim2`; the verdict names the same ones. */
function recordsOf(domain: JsonAnswer, verdicts: JsonAnswer): WantedRecord[] {
  return Object.entries(objectOf(domain.dns)).map(([name, entry]) => {
    const { type, host, data, valid } = objectOf(entry);
    const verdict = objectOf(verdicts[name]);
    const kind = textOf(type).toUpperCase();
    return {
      kind: name.startsWith('dkim') ? 'dkim' : 'return_path',
      type: kind === 'MX' || kind === 'TXT' ? kind : 'CNAME',
      name: dnsName(textOf(host)),
      value: textOf(data),
      right: (verdict.valid ?? valid) === true,
      why: textOf(verdict.reason) || null,
    };
  });
}
