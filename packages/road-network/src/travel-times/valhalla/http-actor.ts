import { askService, type OutsideService, serviceFault } from '../../outside-service/index.ts';
import type { ValhallaActor } from './valhalla-actor.ts';

/** Valhalla's HTTP API. What it refuses is thrown in its own words, as the library in this process does. */
export function httpValhallaActor(service: OutsideService): ValhallaActor {
  const action = (path: string) => async (query: string) => {
    const { status, body } = await askService(service, { path, body: JSON.parse(query) as unknown });
    if (status === 200) return JSON.stringify(body);
    const words = (body as { error?: unknown } | null)?.error;
    throw typeof words === 'string' ? new Error(words) : serviceFault(service, `answers with status ${status}`);
  };
  return {
    matrix: action('sources_to_targets'),
    route: action('route'),
    locate: action('locate'),
    isochrone: action('isochrone'),
    traceAttributes: action('trace_attributes'),
  };
}
