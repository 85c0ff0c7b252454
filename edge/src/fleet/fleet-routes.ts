import {
  type EdgeFleetView,
  type FleetEdge,
  type OperatorAlert,
  PractiseDrain,
  ShiftEdge,
  type SteeringChange,
  type TrafficView,
} from '@roundsman/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Drafts } from '../drafts/index.ts';
import type { ProbeAccountState } from '../probes/index.ts';
import { parseInput } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { HandDrains, Person } from './drain-by-hand.ts';
import type { ReachReading } from './evidence/fleet-reach.ts';
import type { Fleet } from './run-fleet.ts';

const MOST_CHANGES = 100;
const PRACTICE_MINUTES = 5;

export interface FleetDoor {
  readonly fleet: Fleet;
  readonly drafts: Drafts;
  readonly handDrains: HandDrains;
  readonly store: Store;
  /** Whoever of these signed a list of edges is believed. */
  readonly manifestPublicKeys: readonly string[];
  readonly incidentPublishing: EdgeFleetView['incidentPublishing'];
  readonly alertContacts: number;
  alerts(): OperatorAlert[];
  /** Null when the probes have none. */
  probeAccount(): ProbeAccountState | null;
  traffic(): TrafficView[];
  nameOf(edge: string): string;
  /** Who asks, or a 401. */
  operatorOf(request: FastifyRequest): Person;
}

/** What the monitor knows, did and proposes: for operators of the installation. The public keys are everyone's. */
export function addFleetRoutes(app: FastifyInstance, door: FleetDoor): void {
  const { drafts, handDrains } = door;
  const personOf = (request: FastifyRequest): Person => {
    const { id, name } = door.operatorOf(request);
    return { id: `operator:${id}`, name };
  };
  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;

  app.get('/edge-api/manifest-key', () => ({ keys: door.manifestPublicKeys }));

  app.get('/edge-api/fleet', (request) => {
    door.operatorOf(request);
    return view(door);
  });

  app.post('/edge-api/edges/:id/weight', (request) => {
    const by = personOf(request);
    const { weight, reason } = parseInput(ShiftEdge, request.body);
    if (weight === 0) handDrains.drain(idOf(request), reason || null, by);
    else handDrains.bringBack(idOf(request), by);
    return view(door);
  });
  app.post('/edge-api/edges/:id/practice', (request) => {
    const by = personOf(request);
    const { minutes = PRACTICE_MINUTES } = parseInput(PractiseDrain, request.body ?? {});
    handDrains.practise(idOf(request), minutes, by);
    return view(door);
  });

  app.post('/edge-api/drafts/:id/publish', (request) => drafts.publish(idOf(request), personOf(request).id));
  app.post('/edge-api/drafts/:id/drop', (request) => {
    door.operatorOf(request);
    return drafts.drop(idOf(request));
  });
}

function view(door: FleetDoor): EdgeFleetView {
  const { steering, manifestVersion, ports, edges, reach } = door.fleet.view();
  const running = door.handDrains.running();
  return {
    steering,
    manifestVersion,
    reach: showReach(reach),
    probeAccount: showAccount(door.probeAccount()),
    incidentPublishing: door.incidentPublishing,
    ports: ports.map(({ name, expresses, state, sinceMs, fault }) => ({
      name,
      expresses,
      state,
      since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
      fault,
    })),
    edges: edges.map(
      ({ edge, url, weight, sinceMs, lastBadMs, relapses, isHeld, evidence }): FleetEdge => ({
        edge,
        name: door.nameOf(edge),
        url,
        weight,
        since: new Date(sinceMs).toISOString(),
        lastBad: lastBadMs === 0 ? null : new Date(lastBadMs).toISOString(),
        relapses,
        isHeld,
        evidence: { ...evidence, networks: [...evidence.networks] },
        handDrain: running.find((one) => one.edge === edge) ?? null,
      }),
    ),
    changes: changesOf(door.store),
    drafts: door.drafts.list(),
    alerts: door.alerts(),
    alertContacts: door.alertContacts,
    traffic: door.traffic(),
  };
}

function showAccount(account: ProbeAccountState | null): EdgeFleetView['probeAccount'] {
  if (account === null) return { state: 'none', since: null, why: null };
  return { state: account.state, since: new Date(account.sinceMs).toISOString(), why: account.why };
}

function showReach({ sinceMs, places, placesWithout, ...reach }: ReachReading): EdgeFleetView['reach'] {
  return {
    ...reach,
    since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
    places: [...places],
    placesWithout: [...placesWithout],
  };
}

interface ChangeRow {
  id: string;
  at_ms: number;
  edge_id: string;
  kind: SteeringChange['kind'];
  weight: number;
  why: string;
  by: string;
  by_name: string | null;
  dry_run: 0 | 1;
  evidence: string;
}

function changesOf(store: Store): SteeringChange[] {
  const rows = store.db.prepare('SELECT * FROM steering_log ORDER BY at_ms DESC LIMIT ?').all(MOST_CHANGES);
  const results = store.db.prepare(
    'SELECT port, milliseconds, fault FROM steering_results WHERE change_id = ? ORDER BY port',
  );
  return (rows as unknown as ChangeRow[]).map((row) => ({
    id: row.id,
    at: new Date(row.at_ms).toISOString(),
    edge: row.edge_id,
    kind: row.kind,
    weight: row.weight,
    why: row.why,
    by: row.by_name ?? row.by,
    isDryRun: row.dry_run === 1,
    evidence: JSON.parse(row.evidence),
    results: results.all(row.id) as unknown as SteeringChange['results'],
  }));
}
