import type { LimitPrices, Problem, Vehicle } from '../problem.ts';
import { LIMITLESS, type SoftLimits } from './model.ts';

const NO_LIMITS: SoftLimits = {
  ...{ jobs: new Int32Array(0), driving: new Int32Array(0), meters: new Int32Array(0), capacity: new Int32Array(0) },
  ...{ perJob: new Float64Array(0), perSecond: new Float64Array(0), perMeter: new Float64Array(0) },
  perUnit: new Float64Array(0),
};

/** @param vehicles by route. Prices are still in money. */
export function compileSoftLimits({ capacityDimensions = [] }: Problem, vehicles: readonly Vehicle[]): SoftLimits {
  if (!vehicles.some(({ limitPrices }) => limitPrices)) return NO_LIMITS;
  const from = (price: keyof LimitPrices, most: (vehicle: Vehicle) => number | undefined) =>
    Int32Array.from(vehicles, (vehicle) =>
      vehicle.limitPrices?.[price] === undefined ? LIMITLESS : (most(vehicle) ?? LIMITLESS),
    );
  const prices = (price: 'perJob' | 'perDrivingHour' | 'perKilometer', units: number) =>
    Float64Array.from(vehicles, ({ limitPrices }) => (limitPrices?.[price] ?? 0) / units);
  const unitPrices = vehicles.flatMap(({ limitPrices, capacities }) =>
    capacityDimensions.map((name, d) => ({ price: limitPrices?.perUnit?.[name], most: capacities?.[d] ?? LIMITLESS })),
  );
  return {
    jobs: from('perJob', ({ maxJobs }) => maxJobs),
    driving: from('perDrivingHour', ({ maxDrivingSeconds }) => maxDrivingSeconds),
    meters: from('perKilometer', ({ maxDistanceMeters }) => maxDistanceMeters),
    capacity: Int32Array.from(unitPrices, ({ price, most }) => (price === undefined ? LIMITLESS : most)),
    perJob: prices('perJob', 1),
    perSecond: prices('perDrivingHour', 3600),
    perMeter: prices('perKilometer', 1000),
    perUnit: Float64Array.from(unitPrices, ({ price = 0 }) => price),
  };
}

/** The same with prices in units of the objective. */
export function weighSoftLimits(limits: SoftLimits, perSoft: number): SoftLimits {
  const weighed = (prices: Float64Array) => prices.map((price) => price * perSoft);
  const { perJob, perSecond, perMeter, perUnit } = limits;
  return {
    ...limits,
    perJob: weighed(perJob),
    perSecond: weighed(perSecond),
    perMeter: weighed(perMeter),
    perUnit: weighed(perUnit),
  };
}
