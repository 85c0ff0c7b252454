import { type Distances, euclidean, type Instance } from './instance.ts';

/** Long enough for any tour of these instances, short enough for the solver's clock. */
const ALL_DAY = 1 << 26;

/**
 * VRPLIB text: coordinates (Uchoa et al. 2017) or a full explicit matrix with windows (EURO-NeurIPS 2022).
 * @throws Error when an explicit matrix is not a full one: half of one would be read as another problem.
 */
export function readVrplib(text: string, distances: Distances): Instance {
  const header = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let section: number[][] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed === 'EOF') continue;
    if (/^[A-Z_]+_SECTION/.test(trimmed)) {
      section = [];
      sections.set(trimmed.split(/\s/)[0]!, section);
    } else if (/^[A-Z_]+\s*:/.test(trimmed)) {
      const colon = trimmed.indexOf(':');
      header.set(trimmed.slice(0, colon).trim(), trimmed.slice(colon + 1).trim());
    } else section?.push(trimmed.split(/\s+/).map(Number));
  }
  const size = Number(header.get('DIMENSION'));
  const byNode = (name: string) => new Map((sections.get(name) ?? []).map(([node, ...values]) => [node!, values]));
  const places = byNode('NODE_COORD_SECTION');
  const demands = byNode('DEMAND_SECTION');
  const services = byNode('SERVICE_TIME_SECTION');
  const windows = byNode('TIME_WINDOW_SECTION');
  const hasWindows = windows.size > 0;
  const stops = Array.from({ length: size }, (_, index) => ({
    x: places.get(index + 1)?.[0] ?? 0,
    y: places.get(index + 1)?.[1] ?? 0,
    demand: demands.get(index + 1)?.[0] ?? 0,
    ready: windows.get(index + 1)?.[0] ?? 0,
    due: windows.get(index + 1)?.[1] ?? (index === 0 ? ALL_DAY : hasWindows ? ALL_DAY : Number.POSITIVE_INFINITY),
    service: services.get(index + 1)?.[0] ?? 0,
    deliversTo: 0,
  }));
  const weights = sections.get('EDGE_WEIGHT_SECTION')?.flat();
  const name = header.get('NAME')!.trim();
  if (header.get('EDGE_WEIGHT_TYPE') === 'EXPLICIT' && weights?.length !== size * size) {
    throw new Error(
      `${name}: EDGE_WEIGHT_SECTION has ${weights?.length ?? 0} numbers, a full matrix of ${size} places ${size * size}.`,
    );
  }
  return {
    name,
    vehicles: Number(header.get('VEHICLES') ?? size - 1),
    capacity: Number(header.get('CAPACITY')),
    stops,
    distance: weights ? (from, to) => weights[from * size + to]! : euclidean(stops, distances),
  };
}
