import type { RoadProfile } from '../travel-times.ts';

/** Queues at borders are not the same everywhere; nothing is added for them. */
const BORDERS = { country_crossing_cost: 0, country_crossing_penalty: 0 };

/**
 * Dimensions in meters, mass in metric tons, speed in km/h: a 3.5 t box van, a 12 t truck with tail-lift. Its customers live
 * in small streets: at Valhalla's usual 30 s of reluctance it would drive around the country to avoid one.
 */
const COSTINGS: Record<RoadProfile, { name: string; options: object }> = {
  car: { name: 'auto', options: BORDERS },
  van: { name: 'auto', options: { ...BORDERS, height: 2.9, width: 2.1, top_speed: 120 } },
  truck: {
    name: 'truck',
    options: {
      ...BORDERS,
      height: 3.6,
      width: 2.55,
      length: 9,
      weight: 12,
      axle_load: 8,
      top_speed: 85,
      low_class_penalty: 5,
    },
  },
};

/** The part of a question that says what drives. */
export function costing(profile: RoadProfile): { costing: string; costing_options: Record<string, object> } {
  const { name, options } = COSTINGS[profile];
  return { costing: name, costing_options: { [name]: options } };
}
