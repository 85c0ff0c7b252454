import { NO_PIECE_LIMIT } from '@roundsman/api-contract';
import { sql } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { operators, vehicles } from './schema.ts';

/** What the fleet in use can do at most. */
export interface FleetLimits {
  /** Of its vehicles' equipment and its people's skills together. */
  readonly skills: ReadonlySet<string>;
  /** In each dimension that of the vehicle with most of it; none: there is no vehicle. */
  readonly capacity: { readonly weightGrams: number; readonly volumeLitres: number; readonly pieces: number } | null;
  /** Of the largest usual crew; none: no vehicle has one. */
  readonly crew: number | null;
}

/** One question however large the fleet is: each job that comes in asks it. */
export async function readFleetLimits(work: ReadWork): Promise<FleetLimits> {
  const { rows } = await work.db.execute<{
    skills: string[];
    vehicles: number;
    weight: string | null;
    volume: number | null;
    pieces: string | null;
    crew: number | null;
  }>(sql`
    with in_use as (select * from ${vehicles} where ${vehicles.retiredAt} is null),
      here as (select * from ${operators} where ${operators.leftAt} is null),
      crews as (select count(*)::int as size from here join in_use on in_use.id = here.usual_vehicle_id group by in_use.id)
    select
      array(select unnest(equipment) from in_use union select unnest(skills) from here) as skills,
      count(*)::int as vehicles,
      max(capacity_weight_grams)::text as weight,
      max(capacity_volume_litres) as volume,
      max(coalesce(capacity_pieces, ${NO_PIECE_LIMIT}))::text as pieces,
      (select max(size) from crews) as crew
    from in_use`);
  const found = rows[0]!;
  return {
    skills: new Set(found.skills),
    capacity:
      found.vehicles === 0
        ? null
        : { weightGrams: Number(found.weight), volumeLitres: found.volume!, pieces: Number(found.pieces) },
    crew: found.crew,
  };
}
