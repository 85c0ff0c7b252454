import type {
  CreateIncident,
  ResolveIncident,
  StatusDocument,
  StatusIncident,
  UpdateIncident,
} from '@roundsman/api-contract';
import { organisationEndpoints, RefusedError, UnreachableError, uuid7 } from '@roundsman/client';
import { readDeviceTime } from '@roundsman/ui';
import { client } from '../session/client.ts';

/** The edge program is another program at another address: the platform only vouches for who speaks to it. */

const SLOW_MILLISECONDS = 10_000;

async function send<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'omit', signal: AbortSignal.timeout(SLOW_MILLISECONDS) });
  } catch (error) {
    throw new UnreachableError('network', error);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  throw isProblem(answer) ? new RefusedError(answer) : new UnreachableError('unavailable');
}

function isProblem(value: unknown): value is ConstructorParameters<typeof RefusedError>[0] {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value;
}

async function write(method: 'POST' | 'PUT', path: string, body: unknown): Promise<StatusIncident> {
  const { token, edgeUrl } = await client.call(organisationEndpoints.incidentToken);
  return send(`${trimmed(edgeUrl)}/edge-api${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': uuid7(readDeviceTime().getTime()),
    },
    body: JSON.stringify(body),
  });
}

const trimmed = (url: string) => url.replace(/\/+$/, '');

export const edgeProgram = {
  incidents: (edgeUrl: string) =>
    send<{ open: StatusIncident[]; resolved: StatusIncident[] }>(`${trimmed(edgeUrl)}/edge-api/incidents`),
  /** What the public sees; names the components. */
  status: (edgeUrl: string) => send<StatusDocument>(`${trimmed(edgeUrl)}/status.json`),
  create: (incident: CreateIncident) => write('POST', '/incidents', incident),
  update: (id: string, update: UpdateIncident) => write('POST', `/incidents/${id}/updates`, update),
  resolve: (id: string, resolution: ResolveIncident) => write('POST', `/incidents/${id}/resolve`, resolution),
};
