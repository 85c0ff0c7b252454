import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type Distances,
  type Instance,
  type InstanceObjective,
  readLiLim,
  readSolomon,
  readVrplib,
} from '@roundsman/routing-solver/formats';

export interface InstanceSet {
  readonly name: string;
  readonly folder: string;
  readonly distances: Distances;
  readonly objective: InstanceObjective;
  /** What the costs of `best` are: somebody's best known solutions, or the cheapest plans that this solver found itself. */
  readonly reference: Reference;
  readonly files: readonly InstanceFile[];
}

export type Reference = 'best-known' | 'own-longest-run';

export interface InstanceFile {
  readonly name: string;
  readonly path: string;
  /** The set's reference, in the file's units. */
  readonly best: { readonly cost: number; readonly vehicles?: number } | null;
}

export interface BestKnown {
  readonly format: Format;
  readonly distances: Distances;
  readonly objective: InstanceObjective;
  /** Best known solutions unless said. */
  readonly reference?: Reference;
  readonly bks: Readonly<Record<string, { readonly cost: number; readonly vehicles?: number }>>;
}

type Format = 'solomon' | 'cvrplib' | 'li-lim' | 'vrplib-explicit';

const READERS: Readonly<Record<Format, (text: string, distances: Distances, name: string) => Instance>> = {
  solomon: readSolomon,
  cvrplib: readVrplib,
  'li-lim': readLiLim,
  // The competition's files have no fleet to keep to, whatever number of vehicles one names.
  'vrplib-explicit': (text, distances) => {
    const instance = readVrplib(text, distances);
    return { ...instance, vehicles: instance.stops.length - 1 };
  },
};

const INSTANCE = /\.(txt|vrp|vrptw)(\.gz)?$/i;

/** A folder with a bks.json is a set; any other is searched for such folders. */
export function readFolder(folder: string): InstanceSet[] {
  const index = join(folder, 'bks.json');
  if (existsSync(index)) return [readSet(folder)];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readFolder(join(folder, entry.name)));
}

export function readBestKnown(folder: string): BestKnown {
  const known = JSON.parse(readFileSync(join(folder, 'bks.json'), 'utf8')) as BestKnown;
  if (!(known.format in READERS)) {
    throw new Error(`${folder}/bks.json: format "${known.format}" is none of ${Object.keys(READERS).join(', ')}`);
  }
  return known;
}

function readSet(folder: string): InstanceSet {
  const { distances, objective, reference = 'best-known', bks } = readBestKnown(folder);
  const files = readdirSync(folder)
    .filter((file) => INSTANCE.test(file))
    .sort()
    .map((file) => {
      const name = file.replace(INSTANCE, '');
      return { name, path: join(folder, file), best: bks[name] ?? null };
    });
  return { name: basename(folder), folder, distances, objective, reference, files };
}

export function readInstance(folder: string, file: InstanceFile): Instance {
  const { format, distances } = readBestKnown(folder);
  const bytes = readFileSync(file.path);
  const text = (/\.gz$/i.test(file.path) ? gunzipSync(bytes) : bytes).toString('utf8');
  return READERS[format](text, distances, file.name);
}
