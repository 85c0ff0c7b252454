import { parse } from 'osm-pbf-parser-node';
import { PbfReader } from 'pbf';
import { NodeTableBuilder } from './node-table.ts';
import type { Bounds, Extract, Relation, TaggedNode, Tags, Way } from './open-street-map.ts';
import { broken, readBlobs } from './read-blobs.ts';

/** Features of the format that this reader understands; a file that requires another one is refused. */
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation']);

const NO_TAGS: Tags = {};

/** What `osm-pbf-parser-node` makes of a block. */
type ParsedItem =
  | { type: 'node'; id: number; lon: number; lat: number; tags?: Tags }
  | { type: 'way'; id: number; refs: number[]; tags?: Tags }
  | {
      type: 'relation';
      id: number;
      tags?: Tags;
      members: { type: 'node' | 'way' | 'relation'; ref: number; role: string }[];
    };

/** One reading of the file feeds roads, addresses and map. @throws RoadError `extract_missing`, `extract_broken` */
export async function readExtract(path: string): Promise<Extract> {
  const nodes = new NodeTableBuilder();
  const tagged: { id: number; tags: Tags }[] = [];
  const wayRefs: { id: number; refs: number[]; tags: Tags }[] = [];
  const relations: Relation[] = [];
  let bounds: Bounds | null = null;

  for await (const blob of readBlobs(path)) {
    if (blob.type === 'OSMHeader') {
      bounds = readHeader(blob.bytes, path) ?? bounds;
      continue;
    }
    for (const item of parseBlock(blob.bytes, path)) {
      if (item.type === 'node') {
        nodes.add(item.id, item.lon, item.lat);
        if (item.tags) tagged.push({ id: item.id, tags: item.tags });
      } else if (item.type === 'way') {
        wayRefs.push({ id: item.id, refs: item.refs, tags: item.tags ?? NO_TAGS });
      } else {
        const members = item.members.map(({ type, ref, role }) => ({ type, id: ref, role }));
        relations.push({ id: item.id, tags: item.tags ?? NO_TAGS, members });
      }
    }
  }

  const table = nodes.build();
  const ways = new Map<number, Way>();
  for (const { id, refs, tags } of wayRefs) ways.set(id, { id, tags, nodes: Int32Array.from(refs, table.indexOf) });
  const taggedNodes: TaggedNode[] = tagged.map(({ id, tags }) => ({ id, tags, node: table.indexOf(id) }));
  return { bounds: bounds ?? nodes.bounds(), nodes: table, taggedNodes, ways, relations };
}

function parseBlock(bytes: Buffer, path: string): ParsedItem[] {
  try {
    return parse(bytes, { withTags: true }) as ParsedItem[];
  } catch (cause) {
    throw broken(path, 'a block of it is damaged', cause);
  }
}

/** The header's bounding box, in nanodegrees there. */
function readHeader(bytes: Buffer, path: string): Bounds | null {
  const header: { box: [number, number, number, number] | null; features: string[] } = { box: null, features: [] };
  try {
    new PbfReader(bytes).readFields((field, result, pbf) => {
      if (field === 1) result.box = pbf.readMessage(readBox, [0, 0, 0, 0]);
      else if (field === 4) result.features.push(pbf.readString());
    }, header);
  } catch (cause) {
    throw broken(path, 'its header is damaged', cause);
  }
  const unknown = header.features.find((feature) => !KNOWN_FEATURES.has(feature));
  if (unknown) throw broken(path, `it needs the feature ${unknown}, which this reader does not know`);
  if (!header.box) return null;
  const [left, right, top, bottom] = header.box.map((nanodegrees) => nanodegrees / 1e9) as [
    number,
    number,
    number,
    number,
  ];
  return [left, bottom, right, top];
}

function readBox(field: number, box: [number, number, number, number], pbf: PbfReader): void {
  if (field >= 1 && field <= 4) box[field - 1] = pbf.readSVarint();
}
