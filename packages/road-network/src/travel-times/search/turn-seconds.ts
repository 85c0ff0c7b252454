/**
 * Seconds of a full turn, how much sharper turns across traffic count, a light, a turn on the spot: the car model of OSRM,
 * its 7.5 s a turn raised to what brings the sample's ways to Valhalla's times (docs/roads.md).
 */
const TURN_SECONDS = 9;
const TURN_BIAS = 1.075;
const SIGNAL_SECONDS = 2;
export const U_TURN_SECONDS = 20;

/**
 * What turning costs. `angle` in degrees, 0 straight on, right positive; drives on the right.
 * The sigmoid is OSRM's `car.lua` (Project OSRM, BSD-2-Clause): nothing below 30°, all of it beyond 120°.
 */
export function turnSeconds(
  angle: number,
  options: { readonly roadsAtJunction: number; readonly signal: boolean; readonly uTurn: boolean },
): number {
  let seconds = options.signal ? SIGNAL_SECONDS : 0;
  if (options.roadsAtJunction <= 2 && !options.uTurn) return seconds;
  const bent =
    angle >= 0
      ? TURN_SECONDS / (1 + Math.exp(-((13 / TURN_BIAS) * (angle / 180) - 6.5 * TURN_BIAS)))
      : TURN_SECONDS / (1 + Math.exp(-(13 * TURN_BIAS * (-angle / 180) - 6.5 / TURN_BIAS)));
  seconds += bent;
  return options.uTurn ? seconds + U_TURN_SECONDS : seconds;
}

/** Degrees from north, clockwise. */
export function heading(fromLon: number, fromLat: number, toLon: number, toLat: number): number {
  const east = (toLon - fromLon) * Math.cos((fromLat * Math.PI) / 180);
  return (Math.atan2(east, toLat - fromLat) * 180) / Math.PI;
}

/** From one heading to the next: −180 (sharp left) … 180 (sharp right). */
export function turnAngle(from: number, to: number): number {
  const angle = (((to - from) % 360) + 540) % 360;
  return angle - 180;
}
