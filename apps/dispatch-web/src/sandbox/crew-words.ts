import type { SimulatedCrews } from '@roundsman/api-contract';

/** In the band: how many are out, or that nobody is. */
export function crewWords({ running, driving }: Pick<SimulatedCrews, 'running' | 'driving'>): string {
  if (!running) return 'No simulated crews';
  if (driving === 0) return 'Simulated crews wait for a dispatch';
  return driving === 1 ? '1 simulated crew out' : `${driving} simulated crews out`;
}
