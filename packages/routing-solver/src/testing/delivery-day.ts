import type { Job, Place, Problem, TravelMatrix, Vehicle } from '../problem.ts';
import { createRandom, type Random } from '../search/random.ts';

const HOUR = 3600;
/** A morning in some epoch, so that offsets are exercised. */
const MIDNIGHT = 1_789_948_800;
const at = (hours: number) => MIDNIGHT + Math.round(hours * HOUR);

export interface DeliveryDayOptions {
  readonly jobs: number;
  readonly vehicles: number;
  readonly seed: number;
}

/**
 * A made-up day with every rule in it: two depots, three kinds of vehicles, windows, three capacity dimensions, skills, two-person jobs,
 * breaks, shipments from the second depot, pickups, promises, paid hours and overtime. The matrix is asymmetric.
 */
export function makeDeliveryDay({ jobs: jobCount, vehicles: vehicleCount, seed }: DeliveryDayOptions): Problem {
  const random = createRandom(seed);
  const places: Place[] = Array.from({ length: jobCount + 2 }, (_, index) => ({
    id: `place-${index}`,
    matrixIndex: index,
  }));
  const matrix = makeMatrix(places.length, random);
  const jobs = Array.from({ length: jobCount }, (_, index) => makeJob(index, index + 2, random));
  const vehicles = Array.from({ length: vehicleCount }, (_, index) => makeVehicle(index));
  return { places, matrix, jobs, vehicles, capacityDimensions: ['weight_grams', 'volume_litres', 'pieces'] };
}

function makeJob(index: number, placeIndex: number, random: Random): Job {
  const draw = random.unit();
  const kind = draw < 0.08 ? 'pickup' : draw < 0.23 ? 'shipment' : 'delivery';
  const slot = 8 + random.below(8);
  const windowed = random.unit();
  const twoPeople = random.unit() < 0.15;
  return {
    id: `job-${index}`,
    kind,
    placeIndex,
    serviceSeconds: 180 + 60 * random.below(twoPeople ? 30 : 8),
    amounts: [1000 + 1000 * random.below(30), 10 + 10 * random.below(30), 1 + random.below(4)],
    ...(windowed < 0.6 && {
      windows:
        windowed < 0.1
          ? [
              { startSeconds: at(8), endSeconds: at(10) },
              { startSeconds: at(15), endSeconds: at(17) },
            ]
          : [{ startSeconds: at(slot), endSeconds: at(slot + 2) }],
    }),
    ...(random.unit() < 0.1 && { skills: [random.unit() < 0.5 ? 'electrician' : 'gas'] }),
    ...(twoPeople && { operators: 2 }),
    ...(random.unit() < 0.2 && { priority: random.below(101) }),
    ...(random.unit() < 0.05 && { readySeconds: at(9) }),
    ...(random.unit() < 0.1 && { promisedSeconds: at(12) }),
    ...(kind === 'shipment' && { pickup: { placeIndex: 1, serviceSeconds: 120 } }),
  };
}

function makeVehicle(index: number): Vehicle {
  const type = (['van', 'truck', 'car'] as const)[index % 3]!;
  const lunch = { id: 'lunch', earliestStartSeconds: at(11.5), latestStartSeconds: at(13), durationSeconds: 1800 };
  return {
    id: `vehicle-${index}`,
    type,
    startPlaceIndex: index % 4 === 3 ? 1 : 0,
    shifts: [
      {
        startSeconds: at(7.5),
        endSeconds: at(17.5),
        overtimeFromSeconds: at(16.5),
        breaks:
          index % 5 === 0
            ? [
                lunch,
                {
                  ...lunch,
                  id: 'tea',
                  earliestStartSeconds: at(15),
                  latestStartSeconds: at(15.5),
                  durationSeconds: 900,
                },
              ]
            : [lunch],
      },
    ],
    capacities: { van: [600_000, 6000, 60], truck: [1_500_000, 14_000, 120], car: [250_000, 2000, 30] }[type],
    skills: [...(index % 2 === 0 ? ['electrician'] : []), ...(index % 3 === 1 ? ['gas'] : [])],
    crewSize: type === 'truck' ? 2 : 1,
    travelTimeFactor: { van: 1, truck: 1.15, car: 0.95 }[type],
    cost: {
      fixed: 50,
      perKilometer: { van: 0.5, truck: 0.9, car: 0.35 }[type],
      perHour: type === 'truck' ? 60 : 35,
      overtimePerHour: 20,
    },
    ...(type === 'car' && { maxJobs: 25, maxDistanceMeters: 250_000 }),
  };
}

/** Towns strung along a valley of 25 × 12 km, streets a third longer than the crow flies, one way a little slower. */
function makeMatrix(size: number, random: Random): TravelMatrix {
  const towns = Array.from({ length: 8 }, () => ({ x: random.unit() * 25_000, y: random.unit() * 12_000 }));
  const points = Array.from({ length: size }, () => {
    const town = towns[random.below(towns.length)]!;
    return { x: town.x + (random.unit() - 0.5) * 3000, y: town.y + (random.unit() - 0.5) * 3000 };
  });
  const seconds = new Int32Array(size * size);
  const meters = new Int32Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      if (from === to) continue;
      const length = 1.3 * Math.hypot(points[from]!.x - points[to]!.x, points[from]!.y - points[to]!.y);
      meters[from * size + to] = Math.round(length);
      seconds[from * size + to] = Math.round(30 + length / (points[from]!.x < points[to]!.x ? 11 : 10));
    }
  }
  return { size, seconds, meters };
}
