import {
  CreateIncident,
  CreateMaintenance,
  ResolveIncident,
  UpdateIncident,
  UpdateMaintenance,
  WritePostMortem,
} from '@roundsman/api-contract';
import type { ZodType, z } from 'zod';
import type { EdgeClock } from '../clock.ts';
import { parseInput } from '../problem.ts';
import type { Store } from '../store/index.ts';
import { type Answer, once } from './idempotency.ts';
import { createIncident, resolveIncident, updateIncident, writePostMortem } from './write-incident.ts';
import { advanceMaintenances, createMaintenance, updateMaintenance } from './write-maintenance.ts';
import type { Writing } from './writing.ts';

/** A write as it came in, from the API or the emergency page. */
export interface DeskRequest {
  writer: string;
  idempotencyKey: string | null;
  /** The thing written about; null for one that is made. */
  id: string | null;
  body: unknown;
  /** What the key stands for when the body says more than was sent (a time counted from now). */
  fingerprint?: unknown;
}

export type DeskVerb =
  | 'createIncident'
  | 'updateIncident'
  | 'resolveIncident'
  | 'writePostMortem'
  | 'createMaintenance'
  | 'updateMaintenance';

/** Where everything written by people passes: checked, once a key, in one transaction, then published. */
export interface IncidentDesk {
  write(verb: DeskVerb, request: DeskRequest): Answer;
  /** Begins and ends the maintenances that are due. */
  advance(): void;
}

interface Verb {
  status: number;
  run: (writing: Writing, id: string, body: unknown) => unknown;
}

function verb<S extends ZodType>(
  status: number,
  schema: S,
  run: (writing: Writing, id: string, input: z.infer<S>) => unknown,
): Verb {
  return { status, run: (writing, id, body) => run(writing, id, parseInput(schema, body)) };
}

const verbs: Record<DeskVerb, Verb> = {
  createIncident: verb(201, CreateIncident, (writing, _, input) => createIncident(writing, input)),
  updateIncident: verb(200, UpdateIncident, updateIncident),
  resolveIncident: verb(200, ResolveIncident, resolveIncident),
  writePostMortem: verb(200, WritePostMortem, writePostMortem),
  createMaintenance: verb(201, CreateMaintenance, (writing, _, input) => createMaintenance(writing, input)),
  updateMaintenance: verb(200, UpdateMaintenance, updateMaintenance),
};

/** `onChange` runs after each commit that changed what the public may see. */
export function openIncidentDesk(
  store: Store,
  clock: EdgeClock,
  componentIds: ReadonlySet<string>,
  onChange: () => void,
): IncidentDesk {
  return {
    write(name, { writer, idempotencyKey, id, body, fingerprint = body }) {
      const now = clock.now();
      const { status, run } = verbs[name];
      const keyed = { writer, key: idempotencyKey, request: [name, id, fingerprint] };
      const answer = once(store, now, keyed, () => {
        const writing = { store, now, writer, componentIds };
        return { status, body: run(writing, id ?? '', body) };
      });
      onChange();
      return answer;
    },
    advance() {
      const writing = { store, now: clock.now(), writer: 'clock', componentIds };
      if (store.transact(() => advanceMaintenances(writing))) onChange();
    },
  };
}
