import type { EdgeShare, SteeringPort } from './steering-port.ts';

export interface CloudflarePool {
  readonly accountId: string;
  readonly poolId: string;
  /** An API token that may edit load balancing pools. */
  readonly token: string;
  /** Cloudflare's API unless said. */
  readonly apiUrl?: string;
}

const PATIENCE_MS = 15_000;
const TOLD_AGAIN_MS = 300_000;

interface Origin {
  readonly name: string;
  readonly enabled: boolean;
  readonly weight: number;
}
interface Answer {
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result: { readonly origins: readonly Origin[] } | null;
}

/** A pool of Cloudflare Load Balancing whose origins are named after the edges: each gets its weight, a drained one is disabled. */
export function cloudflarePoolPort({
  accountId,
  poolId,
  token,
  apiUrl = 'https://api.cloudflare.com/client/v4',
}: CloudflarePool): SteeringPort {
  const url = `${apiUrl}/accounts/${accountId}/load_balancers/pools/${poolId}`;
  const call = async (signal: AbortSignal, change?: unknown): Promise<Answer> => {
    const answer = await fetch(url, {
      method: change === undefined ? 'GET' : 'PATCH',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(change === undefined ? {} : { body: JSON.stringify(change) }),
      signal,
    });
    const said = (await answer.json().catch(() => null)) as Answer | null;
    if (said?.success) return said;
    const words =
      said?.errors.map(({ code, message }) => `${message} (${code})`).join(', ') || `status ${answer.status}`;
    throw new Error(`Cloudflare refused: ${words}`);
  };
  return {
    name: `cloudflare pool ${poolId}`,
    expresses: 'shares',
    patienceMs: PATIENCE_MS,
    toldAgainMs: TOLD_AGAIN_MS,
    async steer(plan, signal) {
      const { result } = await call(signal);
      const origins = result?.origins ?? [];
      const missing = plan.filter(({ id }) => !origins.some(({ name }) => name === id));
      if (missing.length > 0) throw new Error(`The pool has no origin ${missing.map(({ id }) => id).join(', ')}`);
      if (origins.every((origin) => isSo(origin, plan))) return;
      // The list replaces the pool's own: what is not ours in it stays as it is.
      await call(signal, { origins: origins.map((origin) => steered(origin, plan)) });
    },
  };
}

const isSo = (origin: Origin, plan: readonly EdgeShare[]) => {
  const { enabled, weight } = steered(origin, plan);
  return origin.enabled === enabled && origin.weight === weight;
};

function steered(origin: Origin, plan: readonly EdgeShare[]): Origin {
  const share = plan.find(({ id }) => id === origin.name);
  return share ? { ...origin, enabled: share.weight > 0, weight: share.weight / 100 } : origin;
}
