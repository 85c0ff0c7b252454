import type { TravelMatrix } from '@roundsman/road-network';

const LEAST_SECONDS = 60;

/** How the times of one agree with the other's. Shorter pairs differ by where a place was put on the road. */
export function agreementOf(own: TravelMatrix, other: TravelMatrix) {
  const ratios: number[] = [];
  let [ownSum, otherSum, disputed] = [0, 0, 0];
  other.seconds.forEach((seconds, pair) => {
    if (own.seconds[pair]! < 0 !== seconds < 0) disputed += 1;
    if (seconds < LEAST_SECONDS || own.seconds[pair]! < 0) return;
    ratios.push(own.seconds[pair]! / seconds);
    ownSum += own.seconds[pair]!;
    otherSum += seconds;
  });
  ratios.sort((a, b) => a - b);
  const within = (share: number) => ratios.filter((ratio) => Math.abs(ratio - 1) <= share).length / ratios.length;
  const percent = (share: number) => Math.round(share * 1000) / 10;
  return {
    pairs: ratios.length,
    within10Percent: percent(within(0.1)),
    within20Percent: percent(within(0.2)),
    timeRatio: Math.round((ownSum / otherSum) * 1000) / 1000,
    medianRatio: Math.round(ratios[ratios.length >> 1]! * 1000) / 1000,
    reachedByOnlyOne: disputed,
  };
}
