/** Looks names up in the DNS. Empty: the name has no such record. Rejects: nobody could be asked. */
export interface DnsLookup {
  /** The strings of each TXT record, joined. */
  txt(name: string): Promise<readonly string[]>;
}

/** What the domain of our senders should say, as the configured providers need it. */
export interface SenderExpectation {
  readonly domain: string;
  /** SPF terms that must stand in the record: `include:amazonses.com`, `ip4:192.0.2.1`. */
  readonly spfTerms: readonly string[];
  /** Providers that also send for the domain, from servers that we cannot name. */
  readonly unnamedSenders: readonly string[];
  /** DKIM records that we know whole (keys of our own), and selectors of providers, whose key only they know. */
  readonly dkim: readonly { readonly name: string; readonly text: string | null }[];
}

export type RecordState = 'right' | 'missing' | 'wrong' | 'unknown';

export interface DomainRecord {
  readonly kind: 'spf' | 'dkim' | 'dmarc';
  readonly name: string;
  readonly type: 'TXT';
  readonly state: RecordState;
  /** As it stands in the DNS now. */
  readonly found: readonly string[];
  /** What to put there instead; none when it is right, or when only the provider knows. */
  readonly add: string | null;
  /** What is wrong, for the person who can mend it. */
  readonly why: string | null;
}

const MOST_LOOKUPS = 10;
const MOST_DEPTH = 5;

/** Checks SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489) of the domain in From, and says which records to add. */
export async function checkSenderDomain(
  dns: DnsLookup,
  expectation: SenderExpectation,
): Promise<readonly DomainRecord[]> {
  return [
    await checkSpf(dns, expectation),
    ...(await Promise.all(expectation.dkim.map((key) => checkDkim(dns, key)))),
    await checkDmarc(dns, expectation.domain),
  ];
}

async function lookUp(dns: DnsLookup, name: string): Promise<readonly string[] | null> {
  return dns.txt(name).catch(() => null);
}

async function checkSpf(
  dns: DnsLookup,
  { domain, spfTerms, unnamedSenders }: SenderExpectation,
): Promise<DomainRecord> {
  const record = { kind: 'spf', name: domain, type: 'TXT' } as const;
  const texts = await lookUp(dns, domain);
  if (texts === null) return { ...record, ...UNKNOWN };
  const found = texts.filter((text) => /^v=spf1(\s|$)/i.test(text));
  const [first, ...others] = found;
  const unnamed = unnamedSenders.length === 0 ? null : whoSends(unnamedSenders);
  if (first === undefined) {
    const why = 'No server is allowed to send for this domain.';
    // A record that leaves a sender out would do harm where none does little.
    if (unnamed !== null) return { ...record, state: 'missing', found, add: null, why: `${why} ${unnamed}` };
    if (spfTerms.length === 0) return { ...record, state: 'missing', found, add: null, why: `${why} ${NOBODY_SENDS}` };
    return { ...record, state: 'missing', found, add: `v=spf1 ${[...spfTerms, '~all'].join(' ')}`, why };
  }
  if (others.length > 0) {
    return {
      ...record,
      state: 'wrong',
      found,
      add: merge(found, spfTerms),
      why: 'There may be one SPF record only; with more, none counts.',
    };
  }
  const terms = first.split(/\s+/).slice(1);
  if (terms.some((term) => /^\+?all$/i.test(term))) {
    return {
      ...record,
      state: 'wrong',
      found,
      add: merge(found, spfTerms),
      why: '"all" without a minus or tilde allows everybody to send for this domain.',
    };
  }
  const missing = spfTerms.filter(
    (term) => !terms.some((each) => each.replace(/^\+/, '').toLowerCase() === term.toLowerCase()),
  );
  if (missing.length > 0) {
    return {
      ...record,
      state: 'wrong',
      found,
      add: merge(found, spfTerms),
      why: `It does not allow ${missing.join(', ')}.`,
    };
  }
  const lookups = await countLookups(dns, first, 0);
  if (lookups > MOST_LOOKUPS) {
    return {
      ...record,
      state: 'wrong',
      found,
      add: null,
      why: `It needs ${lookups} look-ups; mailboxes stop at ${MOST_LOOKUPS} and treat it as broken.`,
    };
  }
  return {
    ...record,
    state: 'right',
    found,
    add: null,
    why: unnamed && `Whether it is whole cannot be told. ${unnamed}`,
  };
}

/** A record that allows nobody would be advice against oneself. */
const NOBODY_SENDS = 'No provider that is set up asks for a record here; once one does, it stands here.';

/** Only the installation's configuration can say it. */
function whoSends(providers: readonly string[]): string {
  return `From which servers ${providers.join(', ')} sends is known to those who run it: its setting "spf" names them for us, as in "ip4:192.0.2.1" or "include:…", and then the whole record stands here.`;
}

/** All that the records allow, ours included, and one end. */
function merge(records: readonly string[], spfTerms: readonly string[]): string {
  const terms = records
    .flatMap((text) => text.split(/\s+/).slice(1))
    .filter((term) => term !== '' && !/^[+?~-]?all$/i.test(term));
  const strict = records.some((text) => /\s-all\b/i.test(text));
  return ['v=spf1', ...new Set([...terms, ...spfTerms]), strict ? '-all' : '~all'].join(' ');
}

/** RFC 7208, 4.6.4: include, a, mx, ptr, exists and redirect each ask the DNS, those inside an include too. */
async function countLookups(dns: DnsLookup, spf: string, depth: number): Promise<number> {
  let count = 0;
  for (const term of spf.split(/\s+/).slice(1)) {
    const [, name = '', target] =
      /^[+?~-]?(include|a|mx|ptr|exists|redirect)(?:[:=]([^/\s]+))?(?:\/|$)/i.exec(term) ?? [];
    if (name === '') continue;
    count += 1;
    if (!/^(include|redirect)$/i.test(name) || target === undefined || depth >= MOST_DEPTH || count > MOST_LOOKUPS)
      continue;
    const next = (await lookUp(dns, target))?.find((text) => /^v=spf1(\s|$)/i.test(text));
    if (next !== undefined) count += await countLookups(dns, next, depth + 1);
  }
  return count;
}

async function checkDkim(dns: DnsLookup, { name, text }: { name: string; text: string | null }): Promise<DomainRecord> {
  const record = { kind: 'dkim', name, type: 'TXT' } as const;
  const texts = await lookUp(dns, name);
  if (texts === null) return { ...record, ...UNKNOWN };
  const key = (from: string) => /(?:^|;)\s*p=([^;]*)/.exec(from)?.[1]?.replace(/\s+/g, '') ?? '';
  const found = texts.filter((each) => /(^|;)\s*p=/.test(each));
  if (found.length === 0) {
    const why =
      text === null
        ? 'The key is missing; the provider’s own pages say what to put there.'
        : 'The key that signs our e-mails is not published.';
    return { ...record, state: 'missing', found, add: text, why };
  }
  if (text === null ? key(found[0]!) !== '' : key(found[0]!) === key(text)) {
    return { ...record, state: 'right', found, add: null, why: null };
  }
  const why = key(found[0]!) === '' ? 'The key was withdrawn.' : 'Another key stands there than the one that signs.';
  return { ...record, state: 'wrong', found, add: text, why };
}

async function checkDmarc(dns: DnsLookup, domain: string): Promise<DomainRecord> {
  const record = { kind: 'dmarc', name: `_dmarc.${domain}`, type: 'TXT' } as const;
  const texts = await lookUp(dns, record.name);
  if (texts === null) return { ...record, ...UNKNOWN };
  const found = texts.filter((text) => /^v=DMARC1\s*;/i.test(text));
  const add = 'v=DMARC1; p=none; adkim=r; aspf=r';
  if (found.length === 0) {
    return {
      ...record,
      state: 'missing',
      found,
      add,
      why: 'Large mailboxes refuse or hide mail from domains without a policy. Begin with "none" and tighten it later.',
    };
  }
  if (found.length > 1)
    return { ...record, state: 'wrong', found, add: found[0]!, why: 'There may be one DMARC record only.' };
  const policy = /;\s*p\s*=\s*(\w+)/i.exec(found[0]!)?.[1]?.toLowerCase() ?? '';
  if (!['none', 'quarantine', 'reject'].includes(policy)) {
    return { ...record, state: 'wrong', found, add, why: 'It names no policy: p=none, p=quarantine or p=reject.' };
  }
  return { ...record, state: 'right', found, add: null, why: null };
}

const UNKNOWN = { state: 'unknown', found: [], add: null, why: 'The DNS did not answer.' } as const;
