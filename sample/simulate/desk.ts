import type { DayReport, Itinerary } from '@roundsman/api-contract';
import {
  apiKey,
  type Client,
  createClient,
  fleetEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  memberSession,
  organisationEndpoints,
  planEndpoints,
  reportEndpoints,
  type Session,
} from '@roundsman/client';

const SCOPES = [
  'organisation:read',
  'clock:write',
  'fleet:read',
  'pairing:write',
  'jobs:read',
  'jobs:write',
  'plans:read',
  'plans:write',
  'itineraries:read',
  'itineraries:write',
  'events:read',
  'reports:read',
  'messages:read',
] as const;
/** A platform that is restarted in the middle of the day is back within this time. */
const PATIENCE_MILLISECONDS = 60_000;
const LIMIT_SECONDS = 8;

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The dispatcher's side of a simulated day, over the Public API alone. */
export class Desk {
  readonly #client: Client;
  readonly #keyId: string;

  private constructor(client: Client, keyId: string) {
    this.#client = client;
    this.#keyId = keyId;
  }

  /** Signs in once and works on with a key of its own, since a day may outlast a member's token. */
  static async open(url: string, credentials: Credentials): Promise<Desk> {
    const session = memberSession({ origin: url });
    await session.signIn(credentials.email, credentials.password);
    const member = createClient({ edges: [url], session });
    const key = await member.call(organisationEndpoints.createApiKey, {
      body: { name: 'Simulation', scopes: [...SCOPES, 'api_keys:write'] },
    });
    const keySession: Session = apiKey(key.secret);
    return new Desk(createClient({ edges: [url], session: keySession }), key.id);
  }

  get client(): Client {
    return this.#client;
  }

  async organisation() {
    return this.#client.call(organisationEndpoints.get, { budgetMilliseconds: PATIENCE_MILLISECONDS });
  }

  async setClock(clock: { businessNow?: string; speed?: number }) {
    return this.#client.call(organisationEndpoints.setClock, {
      body: clock,
      budgetMilliseconds: PATIENCE_MILLISECONDS,
    });
  }

  async itineraries(serviceDate: string): Promise<Itinerary[]> {
    return (
      await this.#client.call(itineraryEndpoints.list, {
        query: { serviceDate },
        budgetMilliseconds: PATIENCE_MILLISECONDS,
      })
    ).rows;
  }

  /** The roads that the crews' phones would lead them along, by the stop they lead to. */
  async roads(serviceDate: string): Promise<Map<string, readonly (readonly number[])[]>> {
    const { rows } = await this.#client.call(itineraryEndpoints.shapes, {
      query: { serviceDate },
      budgetMilliseconds: PATIENCE_MILLISECONDS,
    });
    return new Map(
      rows.flatMap(({ itineraryId, legs }) =>
        legs.map(({ toStopId, line }) => [toStopId ?? `back ${itineraryId}`, line.coordinates] as const),
      ),
    );
  }

  async pairingCode(operatorId: string): Promise<string> {
    return (await this.#client.call(fleetEndpoints.createPairingCode, { params: { operatorId } })).code;
  }

  /** What a dispatcher does before seven: release what is sound, plan, apply, dispatch. Nothing where it is done already. */
  async prepareDay(serviceDate: string, seed: number, say: (words: string) => void): Promise<void> {
    const present = await this.itineraries(serviceDate);
    const open = present.filter(({ state }) => state !== 'cancelled');
    if (open.length === 0) await this.#planDay(serviceDate, seed, say);
    const drafts = (await this.itineraries(serviceDate)).filter(({ state }) => state === 'draft').map(({ id }) => id);
    if (drafts.length === 0) return;
    const { results } = await this.#client.call(itineraryEndpoints.dispatch, {
      body: { ids: drafts },
      budgetMilliseconds: PATIENCE_MILLISECONDS,
    });
    const refused = results.filter(({ done }) => !done);
    say(
      `Dispatched ${results.length - refused.length} itineraries${refused.length > 0 ? `, refused ${refused.length}: ${refused[0]?.problem?.message}` : ''}`,
    );
  }

  async #planDay(serviceDate: string, seed: number, say: (words: string) => void): Promise<void> {
    const staged = [];
    for (let after: string | undefined; ; ) {
      const page = await this.#client.call(jobEndpoints.list, {
        query: { state: ['staging'], limit: 500, ...(after ? { after } : {}) },
      });
      staged.push(...page.rows);
      if (page.next === null) break;
      after = page.next;
    }
    const sound = staged
      .filter(({ faults }) => faults.every(({ severity }) => severity !== 'error'))
      .map(({ id }) => id);
    if (sound.length > 0) {
      const { results } = await this.#client.call(jobEndpoints.release, {
        body: { ids: sound },
        budgetMilliseconds: PATIENCE_MILLISECONDS,
      });
      say(`Released ${results.filter(({ done }) => done).length} of ${staged.length} staged jobs`);
    }
    const started = await this.#client.call(planEndpoints.start, {
      body: { serviceDate, limitSeconds: LIMIT_SECONDS, seed },
    });
    let plan = started;
    for (let looked = 0; plan.state === 'running' && looked < 240; looked++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      plan = await this.#client.call(planEndpoints.get, { params: { planId: started.id } });
    }
    if (plan.state !== 'done' && plan.state !== 'stopped')
      throw new Error(`The plan did not finish: it is ${plan.state}${plan.failure ? `, ${plan.failure}` : ''}`);
    say(
      `Planned ${plan.figures?.placed} jobs on ${plan.figures?.vehicles} vehicles, ${plan.figures?.unplaced} not placed`,
    );
    await this.#client.call(planEndpoints.apply, {
      params: { planId: plan.id },
      budgetMilliseconds: PATIENCE_MILLISECONDS,
    });
  }

  async report(serviceDate: string): Promise<DayReport> {
    return this.#client.call(reportEndpoints.day, {
      query: { serviceDate },
      budgetMilliseconds: PATIENCE_MILLISECONDS,
    });
  }

  /** Gives the key back. */
  async close(): Promise<void> {
    await this.#client.call(organisationEndpoints.revokeApiKey, { params: { apiKeyId: this.#keyId } }).catch(() => {});
  }
}
