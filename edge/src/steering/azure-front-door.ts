import type { EdgeClock } from '../clock.ts';
import type { EdgeShare, SteeringPort } from './steering-port.ts';

export interface AzureFrontDoor {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly profile: string;
  /** Its origins are named after the edges. */
  readonly originGroup: string;
  /** Azure's own addresses unless said. */
  readonly loginUrl?: string;
  readonly managementUrl?: string;
}

const API_VERSION = '2023-05-01';
/** A sign-in, a list and a change for each origin, one after another. */
const PATIENCE_MS = 60_000;
const TOLD_AGAIN_MS = 300_000;
/** Azure's weights go from 1 to 1,000 and know no 0. */
const WEIGHT_TIMES = 10;
/** A token is renewed so long before it is over. */
const TOKEN_MARGIN_MS = 60_000;

interface Origin {
  readonly name: string;
  readonly properties: {
    readonly enabledState?: string;
    readonly weight?: number;
    readonly provisioningState?: string;
  };
}

/** Origins of an Azure Front Door (Standard or Premium): each gets its weight, a drained one is disabled. Azure accepts at once and carries it out within minutes. */
export function azureFrontDoorPort(settings: AzureFrontDoor, clock: EdgeClock): SteeringPort {
  const { loginUrl = 'https://login.microsoftonline.com', managementUrl = 'https://management.azure.com' } = settings;
  const origins = `${managementUrl}/subscriptions/${settings.subscriptionId}/resourceGroups/${settings.resourceGroup}/providers/Microsoft.Cdn/profiles/${settings.profile}/originGroups/${settings.originGroup}/origins`;
  const version = `?api-version=${API_VERSION}`;
  let known: { readonly token: string; readonly untilMs: number } | null = null;

  async function signIn(signal: AbortSignal): Promise<string> {
    if (known && clock.monotonicMilliseconds() < known.untilMs) return known.token;
    const answer = await fetch(`${loginUrl}/${settings.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        scope: 'https://management.azure.com/.default',
      }),
      signal,
    });
    const said = (await answer.json().catch(() => ({}))) as {
      access_token?: string;
      expires_in?: number;
      error_description?: string;
    };
    if (!said.access_token)
      throw new Error(`Azure refused the sign-in: ${said.error_description ?? `status ${answer.status}`}`);
    const lastsMs = (said.expires_in ?? 0) * 1_000 - TOKEN_MARGIN_MS;
    known = { token: said.access_token, untilMs: clock.monotonicMilliseconds() + lastsMs };
    return said.access_token;
  }

  async function call<T>(what: string, path: string, signal: AbortSignal, change?: unknown): Promise<T> {
    const answer = await fetch(`${origins}${path}${version}`, {
      method: change === undefined ? 'GET' : 'PATCH',
      headers: { Authorization: `Bearer ${await signIn(signal)}`, 'Content-Type': 'application/json' },
      ...(change === undefined ? {} : { body: JSON.stringify(change) }),
      signal,
    });
    const said = (await answer.json().catch(() => ({}))) as T & { error?: { message?: string } };
    if (answer.ok) return said;
    if (answer.status === 401) known = null;
    throw new Error(`Azure refused ${what}: ${said.error?.message ?? `status ${answer.status}`}`);
  }

  return {
    name: `azure front door ${settings.profile}`,
    expresses: 'shares',
    patienceMs: PATIENCE_MS,
    toldAgainMs: TOLD_AGAIN_MS,
    async steer(plan, signal) {
      const { value } = await call<{ value?: Origin[] }>('its list of origins', '', signal);
      const missing = plan.filter(({ id }) => !value?.some(({ name }) => name === id));
      if (missing.length > 0) throw new Error(`The group has no origin ${missing.map(({ id }) => id).join(', ')}`);
      // First those that take traffic, then those that lose it: there is no moment with fewer than planned.
      for (const share of plan.toSorted((a, b) => b.weight - a.weight)) {
        const properties = propertiesOf(share);
        const origin = value!.find(({ name }) => name === share.id)!;
        // Each change takes Azure minutes, and it refuses another one meanwhile: none is made that is not needed.
        if (isSo(origin, properties)) continue;
        await call(share.id, `/${share.id}`, signal, { properties });
      }
    },
  };
}

const propertiesOf = ({ weight }: EdgeShare) =>
  weight > 0 ? { enabledState: 'Enabled', weight: weight * WEIGHT_TIMES } : { enabledState: 'Disabled' };

const isSo = ({ properties: is }: Origin, wanted: { enabledState: string; weight?: number }) =>
  is.provisioningState !== 'Failed' &&
  is.enabledState === wanted.enabledState &&
  (wanted.weight === undefined || is.weight === wanted.weight);
