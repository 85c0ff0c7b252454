import type { Problem, Vehicle } from '../problem.ts';

/**
 * Seconds of the clock, not rounded, that a vehicle takes for a drive of so many seconds of the matrix when it leaves then: step by step through
 * its profile, each part of the drive at the factor of its hour.
 */
export function drivingTime(
  { travelProfiles }: Problem,
  vehicle: Vehicle,
  matrixSeconds: number,
  leaving: number,
): number {
  let left = matrixSeconds * (vehicle.travelTimeFactor ?? 1);
  const steps = vehicle.travelProfile === undefined ? undefined : travelProfiles?.[vehicle.travelProfile]?.steps;
  if (!steps || matrixSeconds < 0) return left;
  let now = leaving;
  for (const [at, { factor }] of steps.entries()) {
    const until = steps[at + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY;
    if (now >= until) continue;
    const here = Math.min(left * factor, until - now);
    now += here;
    left -= here / factor;
    if (left <= 0 || now < until) break;
  }
  return now - leaving;
}

/** To the whole second, as plans tell it. Halves may fall either way. */
export function isDrivingTime(seconds: number, exact: number): boolean {
  return Number.isInteger(seconds) && Math.abs(seconds - exact) <= 0.5 + 1e-6;
}
