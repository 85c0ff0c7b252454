import type {
  CreateIncident,
  EdgeFleetView,
  PostMortemDraft,
  ResolveIncident,
  ShiftEdge,
  StatusDocument,
  StatusHostView,
  StatusIncident,
  SubscriberView,
  UpdateIncident,
} from '@roundsman/api-contract';
import { organisationEndpoints, RefusedError, UnreachableError, uuid7 } from '@roundsman/client';
import { readDeviceTime } from '@roundsman/ui';
import { client, session } from '../session/client.ts';

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

/** A token is asked for anew only when half of its life is over: a screen that looks every two seconds asks the platform seldom. */
let known: { token: string; edgeUrl: string; goodUntil: number } | null = null;
const REUSED_MILLISECONDS = 300_000;

async function vouched(): Promise<{ token: string; edgeUrl: string }> {
  const now = readDeviceTime().getTime();
  if (known && now < known.goodUntil) return known;
  const { token, edgeUrl } = await client.call(organisationEndpoints.incidentToken);
  known = { token, edgeUrl, goodUntil: now + REUSED_MILLISECONDS };
  return known;
}

async function read<Answer>(path: string): Promise<Answer> {
  const { token, edgeUrl } = await vouched();
  return send<Answer>(`${trimmed(edgeUrl)}/edge-api${path}`, { headers: { Authorization: `Bearer ${token}` } });
}

/** Another member signs in on the same page: nobody writes in the name of the one before. */
session.onChange(() => {
  known = null;
});

async function write<Answer = StatusIncident>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer> {
  const { token, edgeUrl } = await vouched();
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
  fleet: () => read<EdgeFleetView>('/fleet'),
  hosts: () => read<{ hosts: StatusHostView[] }>('/hosts'),
  postMortemDraft: (id: string) => read<PostMortemDraft>(`/incidents/${id}/post-mortem-draft`),
  writePostMortem: (id: string, text: string) => write('PUT', `/incidents/${id}/post-mortem`, { text }),
  subscribers: () => read<SubscriberView>('/subscribers'),
  practise: (edge: string, minutes: number) => write<EdgeFleetView>('POST', `/edges/${edge}/practice`, { minutes }),
  shift: (edge: string, shift: ShiftEdge) => write<EdgeFleetView>('POST', `/edges/${edge}/weight`, shift),
  publishDraft: (id: string) => write<unknown>('POST', `/drafts/${id}/publish`, {}),
  dropDraft: (id: string) => write<unknown>('POST', `/drafts/${id}/drop`, {}),
  acknowledgeAlert: (id: string) => write<unknown>('POST', `/alerts/${id}/acknowledge`, {}),
  resolve: (id: string, resolution: ResolveIncident) => write('POST', `/incidents/${id}/resolve`, resolution),
};
