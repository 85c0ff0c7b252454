/**
 * The SPF terms under which well-known relays hand over, each as its maker's pages say. Of any other server only those
 * who run it know from where it sends.
 */
const RELAYS: readonly (readonly [host: RegExp, term: string])[] = [
  [/^smtp(-relay)?\.gmail\.com$/, 'include:_spf.google.com'],
  [/^smtp\.office365\.com$/, 'include:spf.protection.outlook.com'],
  [/^email-smtp(-fips)?\.[a-z0-9-]+\.amazonaws\.com$/, 'include:amazonses.com'],
  [/^smtp\.(eu\.)?sendgrid\.net$/, 'include:sendgrid.net'],
  [/^smtp(-broadcasts)?\.postmarkapp\.com$/, 'include:spf.mtasv.net'],
  [/^smtp\.resend\.com$/, 'include:amazonses.com'],
  [/^smtp\.(eu\.)?mailgun\.org$/, 'include:mailgun.org'],
  [/^in-v3\.mailjet\.com$/, 'include:spf.mailjet.com'],
  [/^smtp-relay\.(brevo|sendinblue)\.com$/, 'include:spf.brevo.com'],
  [/^smtp\.fastmail\.com$/, 'include:spf.messagingengine.com'],
  [/^mail\.infomaniak\.com$/, 'include:spf.infomaniak.ch'],
];

/** `include:…` of a relay that is known by its name; null where it is not. */
export function spfOfRelay(host: string): string | null {
  return RELAYS.find(([known]) => known.test(host.toLowerCase()))?.[1] ?? null;
}
