import type { EdgeClock } from '../clock.ts';
import { escapeMarkup } from '../html.ts';
import { type AwsCredentials, signAwsRequest } from './sign-aws-request.ts';
import type { SteeringPort } from './steering-port.ts';

export interface Route53Name extends AwsCredentials {
  readonly hostedZoneId: string;
  readonly name: string;
  readonly ttlSeconds: number;
  /** Edge id → its IPv4 address. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Amazon's API unless said. */
  readonly apiUrl?: string;
}

/** Route 53's service lives in one region, whatever the zone. */
const REGION = 'us-east-1';
const PATIENCE_MS = 15_000;
const TOLD_AGAIN_MS = 300_000;

/** Weighted records of Route 53, one an edge and named after it, all changed in one batch or none. */
export function route53Port(settings: Route53Name, clock: EdgeClock): SteeringPort {
  const { hostedZoneId, name, apiUrl = 'https://route53.amazonaws.com' } = settings;
  const url = new URL(`${apiUrl}/2013-04-01/hostedzone/${hostedZoneId}/rrset`);
  return {
    name: `route 53 ${name}`,
    expresses: 'shares',
    patienceMs: PATIENCE_MS,
    toldAgainMs: TOLD_AGAIN_MS,
    async steer(plan, signal) {
      // With every weight 0 Route 53 would answer with all of them as if nothing had been said.
      if (plan.every(({ weight }) => weight === 0)) throw new Error('The plan leaves no edge: the records stay');
      const records = plan.map(({ id, weight }) => {
        const address = settings.addresses[id];
        if (address === undefined) throw new Error(`No address is set for ${id}`);
        return changeOf(settings, id, weight, address);
      });
      const body = `<?xml version="1.0" encoding="UTF-8"?>
<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>${records.join('')}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
      const request = { method: 'POST', url, body, region: REGION, service: 'route53' };
      const headers = { ...signAwsRequest(request, settings, clock.now()), 'Content-Type': 'application/xml' };
      const answer = await fetch(url, { method: 'POST', headers, body, signal });
      const text = await answer.text();
      if (answer.ok) return;
      throw new Error(`Route 53 refused: ${/<Message>([^<]*)/.exec(text)?.[1] ?? `status ${answer.status}`}`);
    },
  };
}

function changeOf({ name, ttlSeconds }: Route53Name, id: string, weight: number, address: string): string {
  return `<Change><Action>UPSERT</Action><ResourceRecordSet><Name>${escapeMarkup(name)}</Name><Type>A</Type><SetIdentifier>${escapeMarkup(id)}</SetIdentifier><Weight>${weight}</Weight><TTL>${ttlSeconds}</TTL><ResourceRecords><ResourceRecord><Value>${escapeMarkup(address)}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>`;
}
