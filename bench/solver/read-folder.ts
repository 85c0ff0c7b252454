import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
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
  readonly files: readonly InstanceFile[];
}

export interface InstanceFile {
  readonly name: string;
  readonly path: string;
  /** Best known solution, in the file's units. */
  readonly best: { readonly cost: number; readonly vehicles?: number } | null;
}

interface BestKnown {
  readonly format: Format;
  readonly distances: Distances;
  readonly objective: InstanceObjective;
  readonly bks: Readonly<Record<string, { readonly cost: number; readonly vehicles?: number }>>;
}

type Format = 'solomon' | 'cvrplib' | 'li-lim' | 'vrplib-explicit';

const READERS: Readonly<Record<Format, (text: string, distances: Distances, name: string) => Instance>> = {
  solomon: readSolomon,
  cvrplib: readVrplib,
  'li-lim': readLiLim,
  'vrplib-explicit': readVrplib,
};

/** A folder with a bks.json is a set; any other is searched for such folders. */
export function readFolder(folder: string): InstanceSet[] {
  const index = join(folder, 'bks.json');
  if (existsSync(index)) return [readSet(folder)];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readFolder(join(folder, entry.name)));
}

function readBestKnown(folder: string): BestKnown {
  const known = JSON.parse(readFileSync(join(folder, 'bks.json'), 'utf8')) as BestKnown;
  if (!(known.format in READERS)) {
    throw new Error(`${folder}/bks.json: format "${known.format}" is none of ${Object.keys(READERS).join(', ')}`);
  }
  return known;
}

function readSet(folder: string): InstanceSet {
  const { distances, objective, bks } = readBestKnown(folder);
  const files = readdirSync(folder)
    .filter((file) => /\.(txt|vrp|vrptw)$/i.test(file))
    .sort()
    .map((file) => {
      const name = basename(file, extname(file));
      return { name, path: join(folder, file), best: bks[name] ?? null };
    });
  return { name: basename(folder), folder, distances, objective, files };
}

export function readInstance(folder: string, file: InstanceFile): Instance {
  const { format, distances } = readBestKnown(folder);
  return READERS[format](readFileSync(file.path, 'utf8'), distances, file.name);
}
