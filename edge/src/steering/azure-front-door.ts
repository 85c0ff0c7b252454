import type { SteeringPort } from './steering-port.ts';

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
/** Azure's weights go from 1 to 1,000 and know no 0. */
const WEIGHT_TIMES = 10;

/** Origins of an Azure Front Door (Standard or Premium): each gets its weight, a drained one is disabled. Azure accepts at once and carries it out within minutes. */
export function azureFrontDoorPort(settings: AzureFrontDoor): SteeringPort {
  const { loginUrl = 'https://login.microsoftonline.com', managementUrl = 'https://management.azure.com' } = settings;
  const group = `${managementUrl}/subscriptions/${settings.subscriptionId}/resourceGroups/${settings.resourceGroup}/providers/Microsoft.Cdn/profiles/${settings.profile}/originGroups/${settings.originGroup}`;

  async function signIn(signal: AbortSignal): Promise<string> {
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
    const said = (await answer.json().catch(() => ({}))) as { access_token?: string; error_description?: string };
    if (said.access_token) return said.access_token;
    throw new Error(`Azure refused the sign-in: ${said.error_description ?? `status ${answer.status}`}`);
  }

  return {
    name: `azure front door ${settings.profile}`,
    async steer(plan, signal) {
      const token = await signIn(signal);
      // First those that take traffic, then those that lose it: there is no moment with fewer than planned.
      for (const { id, weight } of plan.toSorted((a, b) => b.weight - a.weight)) {
        const properties =
          weight > 0 ? { enabledState: 'Enabled', weight: weight * WEIGHT_TIMES } : { enabledState: 'Disabled' };
        const answer = await fetch(`${group}/origins/${id}?api-version=${API_VERSION}`, {
          method: 'PATCH',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ properties }),
          signal,
        });
        const said = (await answer.json().catch(() => ({}))) as { error?: { message?: string } };
        if (!answer.ok) throw new Error(`Azure refused ${id}: ${said.error?.message ?? `status ${answer.status}`}`);
      }
    },
  };
}
