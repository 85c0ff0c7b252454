import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem, parseInput } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { Drafts } from './draft-incident.ts';
import type { Fleet } from './run-fleet.ts';

const Shift = z.strictObject({ weight: z.union([z.literal(0), z.literal(100)]) });
const MOST_CHANGES = 100;

export interface FleetDoor {
  readonly fleet: Fleet;
  readonly drafts: Drafts;
  readonly store: Store;
  readonly manifestPublicKey: string;
  /** The operator's id, or a 401. */
  operatorOf(request: FastifyRequest): string;
}

/** What the monitor knows, did and proposes: for operators of the installation. The public key is everyone's. */
export function addFleetRoutes(app: FastifyInstance, door: FleetDoor): void {
  const { fleet, drafts, store } = door;

  app.get('/edge-api/manifest-key', () => ({ keys: [door.manifestPublicKey] }));

  app.get('/edge-api/fleet', (request) => {
    door.operatorOf(request);
    return { ...fleet.view(), changes: changesOf(store), drafts: drafts.list() };
  });

  app.post('/edge-api/edges/:id/weight', (request) => {
    const by = `operator:${door.operatorOf(request)}`;
    const { weight } = parseInput(Shift, request.body);
    const { id } = request.params as { id: string };
    if (fleet.setByHand(id, weight, by)) return fleet.view();
    throw new Problem({
      status: 409,
      code: 'cannot_steer',
      title: 'This edge is unknown, or the last that carries traffic',
      remedy: 'Bring another edge back first.',
    });
  });

  app.post('/edge-api/drafts/:id/publish', (request) =>
    drafts.publish((request.params as { id: string }).id, `operator:${door.operatorOf(request)}`),
  );
  app.post('/edge-api/drafts/:id/drop', (request) => {
    door.operatorOf(request);
    return drafts.drop((request.params as { id: string }).id);
  });
}

interface ChangeRow {
  id: string;
  at_ms: number;
  edge_id: string;
  kind: string;
  weight: number;
  why: string;
  by: string;
  dry_run: 0 | 1;
  evidence: string;
}

function changesOf(store: Store) {
  const rows = store.db.prepare('SELECT * FROM steering_log ORDER BY at_ms DESC LIMIT ?').all(MOST_CHANGES);
  const results = store.db.prepare(
    'SELECT port, at_ms AS atMs, milliseconds, fault FROM steering_results WHERE change_id = ? ORDER BY port',
  );
  return (rows as unknown as ChangeRow[]).map((row) => ({
    id: row.id,
    at: new Date(row.at_ms).toISOString(),
    edge: row.edge_id,
    kind: row.kind,
    weight: row.weight,
    why: row.why,
    by: row.by,
    isDryRun: row.dry_run === 1,
    evidence: JSON.parse(row.evidence),
    results: results.all(row.id),
  }));
}
