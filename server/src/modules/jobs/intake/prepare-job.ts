import type { JobInput, JobPatch } from '@roundsman/api-contract';
import type { GeocodeAnswer, Geocoder } from '@roundsman/road-network';
import type { z } from 'zod';

export type JobChange = z.infer<typeof JobPatch>;

/** A job with its address looked up: what a unit of work needs, so that it waits for nobody. */
export interface PreparedJob {
  readonly input: JobInput;
  /** None where the point was given. */
  readonly geocode: GeocodeAnswer | null;
}

export interface PreparedPatch {
  readonly patch: JobChange;
  readonly geocode: GeocodeAnswer | null;
}

export async function prepareJob(_geocoder: Geocoder, _input: JobInput): Promise<PreparedJob> {
  throw new Error('being written');
}

export async function preparePatch(_geocoder: Geocoder, _patch: JobChange): Promise<PreparedPatch> {
  throw new Error('being written');
}
