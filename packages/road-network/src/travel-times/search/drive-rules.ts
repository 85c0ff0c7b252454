import type { Tags } from '../../extract/index.ts';
import type { RoadProfile } from '../travel-times.ts';

/** How one kind of vehicle may use a road. Speeds in km/h; 0: not at all. */
export interface DriveRule {
  readonly forwardSpeed: number;
  readonly backwardSpeed: number;
  /** Seconds of detour that one takes rather than turn into it: private, a driveway, a track. Not time on the road. */
  readonly entryPenalty: number;
  /** Seconds on it feel this much longer than elsewhere; 1 on a paved road. */
  readonly reluctance: number;
}

interface Vehicle {
  /** Access tags from the general to the particular; the last one set rules. */
  readonly accessTags: readonly string[];
  readonly heightMeters: number;
  readonly widthMeters: number;
  readonly tons: number;
  readonly topSpeed: number;
}

const VEHICLES: Record<RoadProfile, Vehicle> = {
  car: {
    accessTags: ['access', 'vehicle', 'motor_vehicle', 'motorcar'],
    heightMeters: 1.8,
    widthMeters: 1.9,
    tons: 2,
    topSpeed: 130,
  },
  van: {
    accessTags: ['access', 'vehicle', 'motor_vehicle', 'motorcar'],
    heightMeters: 2.9,
    widthMeters: 2.1,
    tons: 3.5,
    topSpeed: 120,
  },
  truck: {
    accessTags: ['access', 'vehicle', 'motor_vehicle', 'goods', 'hgv'],
    heightMeters: 3.6,
    widthMeters: 2.55,
    tons: 12,
    topSpeed: 85,
  },
};

/** Where no limit is signed: what traffic really does there, village streets included. */
const CLASS_SPEEDS: Record<string, number> = {
  motorway: 105,
  trunk: 90,
  primary: 75,
  secondary: 60,
  tertiary: 50,
  unclassified: 40,
  road: 40,
  residential: 35,
  living_street: 25,
  service: 25,
  track: 12,
};
const LINK_FACTOR = 1.25;

const SERVICE_SPEEDS: Record<string, number> = { driveway: 10, parking_aisle: 15, 'drive-through': 10, alley: 25 };
/** By `tracktype`; halved again when unpaved, as on other roads. */
const TRACK_SPEEDS: Record<string, number> = { grade1: 20, grade2: 15, grade3: 12, grade4: 10, grade5: 5 };

const UNPAVED = new Set(
  'unpaved gravel ground dirt grass sand earth mud fine_gravel pebblestone wood compacted rock clay'.split(' '),
);

/** Through where people live only when it saves that much; bumps likewise. */
const SMALL_ROADS = new Set(['residential', 'living_street', 'unclassified', 'service', 'track']);
const SMALL_ROAD_RELUCTANCE = 1.3;
const UNPAVED_RELUCTANCE = 1.3;

const FORBIDDEN = new Set('no agricultural forestry emergency bus psv military discouraged'.split(' '));
const ONLY_TO_REACH = new Set('private destination delivery customers residents permit'.split(' '));

/** Barriers that no vehicle passes unless a tag opens them. */
const CLOSED_BARRIERS = new Set(
  'bollard block cycle_barrier jersey_barrier log stile turnstile kissing_gate motorcycle_barrier debris chain planter fence wall hedge'.split(
    ' ',
  ),
);
/** Barriers that open for those who have business there. */
const GATES = new Set('gate lift_gate swing_gate sliding_gate bump_gate hampshire_gate'.split(' '));

/** The rule of a way for a profile; null when it is no road for it. */
export function driveRule(tags: Tags, profile: RoadProfile): DriveRule | null {
  const speed = baseSpeed(tags);
  if (speed === null) return null;
  const vehicle = VEHICLES[profile];
  const access = accessOf(tags, vehicle);
  if (FORBIDDEN.has(access ?? '')) return null;
  if (!fits(tags, vehicle)) return null;
  const limited = Math.min(speed, vehicle.topSpeed);
  const direction = oneWayDirection(tags);
  return {
    forwardSpeed: direction < 0 ? 0 : limited,
    backwardSpeed: direction > 0 ? 0 : limited,
    entryPenalty: entryPenalty(tags, access, profile),
    reluctance: reluctance(tags),
  };
}

function reluctance(tags: Tags): number {
  const small = SMALL_ROADS.has(tags.highway ?? '') ? SMALL_ROAD_RELUCTANCE : 1;
  return isUnpaved(tags) ? small * UNPAVED_RELUCTANCE : small;
}

/** A road that hikers grade is none of the smooth ones. */
function isUnpaved({ surface, sac_scale: hikingGrade }: Tags): boolean {
  return UNPAVED.has(surface ?? '') || (surface === undefined && hikingGrade !== undefined);
}

function entryPenalty(tags: Tags, access: string | undefined, profile: RoadProfile): number {
  const { highway, service } = tags;
  if (ONLY_TO_REACH.has(access ?? '') || service === 'driveway' || service === 'parking_aisle') return 300;
  if (highway === 'track') return 120;
  if (highway === 'service') return 15;
  const small = highway === 'residential' || highway === 'living_street' || highway === 'unclassified';
  return profile === 'truck' && small ? 5 : 0;
}

export type BarrierRule = 'open' | 'gate' | 'closed';

/** What a node on the road means for a profile. */
export function barrierRule(tags: Tags, profile: RoadProfile): BarrierRule {
  const barrier = tags.barrier ?? '';
  if (!CLOSED_BARRIERS.has(barrier) && !GATES.has(barrier)) return 'open';
  const vehicle = VEHICLES[profile];
  const access = accessOf(tags, vehicle);
  if (access === 'yes' || access === 'permissive' || access === 'designated')
    return GATES.has(barrier) ? 'gate' : 'open';
  if (CLOSED_BARRIERS.has(barrier)) return ONLY_TO_REACH.has(access ?? '') ? 'gate' : 'closed';
  return FORBIDDEN.has(access ?? '') ? 'closed' : 'gate';
}

function baseSpeed(tags: Tags): number | null {
  const highway = tags.highway ?? '';
  const link = highway.endsWith('_link');
  const roadClass = link ? highway.slice(0, -5) : highway;
  const usual = CLASS_SPEEDS[roadClass];
  if (usual === undefined || tags.area === 'yes') return null;
  const signed = signedSpeed(tags.maxspeed);
  if (signed !== null) return link ? signed * LINK_FACTOR : signed;
  const unpaved = isUnpaved(tags);
  if (roadClass === 'track') {
    const paved = tags.surface !== undefined && !unpaved;
    const graded = TRACK_SPEEDS[tags.tracktype ?? ''] ?? 5;
    return paved ? graded : Math.max(2, graded / 2);
  }
  const own = roadClass === 'service' ? (SERVICE_SPEEDS[tags.service ?? ''] ?? usual) : usual;
  const slower = unpaved || tags.junction === 'roundabout' ? 0.5 : 1;
  return (link ? own * LINK_FACTOR : own) * slower;
}

/** "50", "30 mph", "walk"; null when nothing useful is signed. */
function signedSpeed(maxspeed: string | undefined): number | null {
  if (!maxspeed) return null;
  if (maxspeed === 'walk') return 7;
  const found = /^(\d{1,3})(?:\.\d+)?\s*(mph)?$/.exec(maxspeed.trim());
  if (!found) return null;
  const value = Number(found[1]) * (found[2] ? 1.609344 : 1);
  return value >= 5 ? value : null;
}

function accessOf(tags: Tags, vehicle: Vehicle): string | undefined {
  return vehicle.accessTags.map((key) => tags[key]).findLast((value) => value !== undefined);
}

function fits(tags: Tags, vehicle: Vehicle): boolean {
  const limit = (text: string | undefined) => {
    const found = /^(\d+(?:[.,]\d+)?)\s*(?:m|t)?$/.exec(text?.trim() ?? '');
    return found ? Number(found[1]!.replace(',', '.')) : Number.POSITIVE_INFINITY;
  };
  return (
    vehicle.heightMeters <= limit(tags.maxheight) &&
    vehicle.widthMeters <= limit(tags.maxwidth) &&
    vehicle.tons <= limit(tags.maxweight)
  );
}

/** 1: along the drawing, −1: against it, 0: both ways. */
function oneWayDirection(tags: Tags): number {
  const { oneway } = tags;
  if (oneway === '-1' || oneway === 'reverse') return -1;
  if (oneway === 'yes' || oneway === '1' || oneway === 'true') return 1;
  if (oneway === 'no') return 0;
  return tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway?.startsWith('motorway') ? 1 : 0;
}
