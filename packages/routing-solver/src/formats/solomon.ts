import { type Distances, euclidean, type Instance } from './instance.ts';

/** Solomon 1987 and Gehring & Homberger 1999: one depot, delivery windows, one capacity. */
export function readSolomon(text: string, distances: Distances): Instance {
  const rows = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const name = rows[0]![0]!;
  const fleet = rows.findIndex((row) => row[0] === 'NUMBER') + 1;
  const [vehicles, capacity] = rows[fleet]!.map(Number);
  const stops = rows
    .slice(fleet + 1)
    .filter((row) => row.length === 7 && row.every((cell) => cell !== '' && Number.isFinite(Number(cell))))
    .map((row) => row.map(Number))
    .map(([, x, y, demand, ready, due, service]) => ({
      x: x!,
      y: y!,
      demand: demand!,
      ready: ready!,
      due: due!,
      service: service!,
      deliversTo: 0,
    }));
  return { name, vehicles: vehicles!, capacity: capacity!, stops, distance: euclidean(stops, distances) };
}
