import { allEndpoints, auditEndpoints } from '@roundsman/api-contract';
import { ACTOR_KINDS } from '@roundsman/delivery-rules';
import { type DeskPrincipal, readAudit } from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { JsonObject } from '../platform/index.ts';

const summaries = new Map(allEndpoints.map(({ id, summary }) => [id, summary]));

export function serveAudit(door: OpenDoor<DeskPrincipal>): void {
  door.serve(auditEndpoints.list, ({ query, read }) =>
    read(async (work) => {
      const { rows, next } = await readAudit(work, query);
      return {
        next,
        rows: rows.map((row) => ({
          id: row.id,
          at: row.recordedAt.toISOString(),
          actor: {
            kind: ACTOR_KINDS.find((kind) => kind === row.actorKind) ?? 'system',
            id: row.actorId,
            name: row.actorName,
          },
          act: row.act,
          summary: summaries.get(row.act) ?? row.act,
          outcome: row.outcome,
          code: row.code,
          subject: { ...row.subject },
          fields: row.fields,
          facts: row.facts.map(({ type, data }) => ({ type: String(type), data: { ...(data as JsonObject) } })),
          address: row.address,
        })),
      };
    }),
  );
}
