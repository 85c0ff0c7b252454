import type { ActionInput, JobInput, JobPatch } from '@roundsman/api-contract';
import type { Geocoder } from '@roundsman/road-network';
import type { z } from 'zod';
import { Problem } from '../../../platform/index.ts';
import type { Whereabouts } from '../../customers/index.ts';
import { isOnMap, locateAll } from './locate.ts';

/** A line that is there already is named by its id; one without is told by its place. */
export type LineChange = z.infer<typeof ActionInput> & { readonly id?: string };
export type JobChange = Omit<z.infer<typeof JobPatch>, 'actions'> & { readonly actions?: LineChange[] | undefined };

/** A job with its address looked up: a unit of work then waits for nobody. */
export interface PreparedJob {
  readonly input: JobInput;
  readonly whereabouts: Whereabouts;
}

export interface PreparedPatch {
  readonly patch: JobChange;
  /** Of the address or point in the patch; none when it has neither. */
  readonly whereabouts: Whereabouts | null;
}

/** Looks up where the job is. Before the unit of work, since the geocoder may take its time. */
export async function prepareJob(geocoder: Geocoder, input: JobInput): Promise<PreparedJob> {
  const [whereabouts] = await locateAll(geocoder, [input]);
  return { input, whereabouts: whereabouts! };
}

/** Problem 422 `pin_off_the_map` when the pin lies where no street is within a kilometre. */
export async function preparePatch(geocoder: Geocoder, patch: JobChange): Promise<PreparedPatch> {
  const { address, point, pin } = patch;
  if (pin && !(await isOnMap(geocoder, pin))) throw pinOffTheMap();
  if (!address && !point) return { patch, whereabouts: null };
  const nowhere = { street: '', houseNumber: '', postcode: '', city: '', country: '' };
  const [whereabouts] = await locateAll(geocoder, [{ address: address ?? nowhere, point }]);
  return { patch, whereabouts: whereabouts! };
}

function pinOffTheMap(): Problem {
  const remedy = 'Set the pin on or beside the street where the vehicle is to stop.';
  return new Problem({
    status: 422,
    code: 'pin_off_the_map',
    title: 'Nobody can drive to where the pin is',
    detail: 'Within a kilometre of it the map knows no address and no street.',
    remedy,
    fields: [
      { field: 'body.pin', code: 'pin_off_the_map', message: 'No address or street within a kilometre', remedy },
    ],
  });
}
