import type { FastifyRequest } from 'fastify';

const known = new WeakMap<FastifyRequest, string>();
/** So many have a figure of their own; a label must not grow with the world. */
const MOST_ORGANISATIONS = 1_000;

/** The door found out whom the request belongs to. */
export function noteOrganisation(request: FastifyRequest, organisationId: string): void {
  known.set(request, organisationId);
}

/** The label of a request in figures: its organisation, `others` beyond the thousandth, `none` of nobody. */
export function organisationLabels(): (request: FastifyRequest) => string {
  const seen = new Set<string>();
  return (request) => {
    const id = known.get(request);
    if (id === undefined) return 'none';
    if (!seen.has(id) && seen.size >= MOST_ORGANISATIONS) return 'others';
    seen.add(id);
    return id;
  };
}
