import { type Distances, euclidean, type Instance } from './instance.ts';

/** Li & Lim 2001: pickups and deliveries in pairs, with windows. */
export function readLiLim(text: string, distances: Distances, name: string): Instance {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [vehicles, capacity] = rows[0]!;
  const stops = rows.slice(1).map(([, x, y, demand, ready, due, service, , deliversTo]) => ({
    x: x!,
    y: y!,
    demand: demand!,
    ready: ready!,
    due: due!,
    service: service!,
    deliversTo: deliversTo!,
  }));
  return { name, vehicles: vehicles!, capacity: capacity!, stops, distance: euclidean(stops, distances) };
}
