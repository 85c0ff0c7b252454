import type { EdgeClock } from '../clock.ts';
import { type EdgeAddress, edgeComponentId } from '../components.ts';
import { type Look, lookAtDocument, lookAtPage, lookFromReadiness, readReadiness, worse } from './look.ts';

/** How each component is looked at. Web applications are opened, APIs and edges are read, services are asked about. */
interface Target {
  /** Path of the page or document; null for a service, which has no door of its own. */
  path: string | null;
  kind: 'page' | 'document';
}

const targets: Record<string, Target> = {
  'dispatch-web': { kind: 'page', path: '/' },
  'customer-tracker': { kind: 'page', path: '/track/' },
  'operator-app': { kind: 'page', path: '/operator/' },
  'public-api': { kind: 'document', path: '/api/openapi.json' },
  'operator-api': { kind: 'document', path: '/operator-api/openapi.json' },
  'itinerary-optimiser': { kind: 'document', path: null },
  notifications: { kind: 'document', path: null },
  'outbound-email': { kind: 'document', path: null },
  'outbound-sms': { kind: 'document', path: null },
};
/** Any long document behind the same way in shows that the way in carries real answers. */
const edgePath = '/api/openapi.json';

/** One look at every component, all at the same moment; never throws for what the platform does. */
export async function lookAtAll(
  platformUrl: URL,
  edges: readonly EdgeAddress[],
  clock: EdgeClock,
): Promise<Map<string, Look>> {
  const asking = readReadiness(new URL('/readyz', platformUrl), clock);
  const ofTargets = Object.entries(targets).map(async ([componentId, { kind, path }]): Promise<[string, Look]> => {
    if (path === null) return [componentId, lookFromReadiness(componentId, await asking)];
    const url = new URL(path, platformUrl);
    const seen = await (kind === 'page' ? lookAtPage(url, clock) : lookAtDocument(url, clock));
    const { readiness } = await asking;
    // A page that opens may stand before a part that says of itself that it limps.
    const said = readiness?.components[componentId] && lookFromReadiness(componentId, await asking);
    return [componentId, said ? worse(seen, said) : seen];
  });
  const ofEdges = edges.map(
    async (edge): Promise<[string, Look]> => [
      edgeComponentId(edge),
      await lookAtDocument(new URL(edgePath, edge.url), clock),
    ],
  );
  return new Map(await Promise.all([...ofTargets, ...ofEdges]));
}
