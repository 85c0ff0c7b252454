import { neighbourhoodOf } from './known-networks.ts';

/**
 * How far the word of clients goes. Beacons and browsers' reports come from anybody, so by themselves they make an edge doubtful and no more:
 * a verdict takes the probes' agreement, or a crowd of networks that were known before. Pure.
 */

/** Clients' evidence counts as much as the probes' own does, and without the probes up to this part of the threshold: enough to look more often, too little to be suspect. */
const HEARSAY = 0.3;
/** So many known networks, none of them neighbours, and no fewer of all known ones that speak of the edge than every second. */
const CROWD = 5;
const MAJORITY = 0.5;
/** Two beaten requests more than an edge that is well would show: with less a network accuses nobody. */
const ACCUSES_FROM = 5;
/** Who has seen less than that of an edge lately has no voice. */
const VOICE_FROM = 1;

export type Witness = 'probe' | 'client';

export interface Voice {
  readonly network: string;
  readonly witness: Witness;
  readonly isKnown: boolean;
  /** Logarithm of odds against the edge. */
  readonly score: number;
  /** Sightings of the edge in the last minute or so. */
  readonly sightings: number;
}

/** The evidence that counts, of what probes and clients have against an edge together; `voices` are asked for when it takes a crowd. */
export function weighWitnesses(
  { probe, client }: Readonly<Record<Witness, number>>,
  threshold: number,
  voices: () => readonly Voice[],
): number {
  const most = Math.max(probe, HEARSAY * threshold);
  return client <= most || isCrowd(voices()) ? probe + client : probe + most;
}

function isCrowd(voices: readonly Voice[]): boolean {
  const known = voices.filter(
    ({ witness, isKnown, sightings }) => witness === 'client' && isKnown && sightings >= VOICE_FROM,
  );
  const accusing = known.filter(({ score }) => score >= ACCUSES_FROM);
  return (
    accusing.length >= known.length * MAJORITY &&
    new Set(accusing.map(({ network }) => neighbourhoodOf(network))).size >= CROWD
  );
}
