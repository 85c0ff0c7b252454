import type { JobInput } from '@roundsman/api-contract';
import { Problem, type ReadWork } from '../../../platform/index.ts';
import { listLocations } from '../../fleet/index.ts';

/** Problem 422 `location_unknown` for lines that come from or go to a location that is not there. */
export async function refuseUnknownLocations(work: ReadWork, actions: JobInput['actions']): Promise<void> {
  if (!actions.some(({ fromLocationId, toLocationId }) => fromLocationId || toLocationId)) return;
  const open = await listLocations(work);
  const ids = new Set(open.map(({ id }) => id));
  const remedy = `One of: ${open.map(({ name, id }) => `${name} (${id})`).join(', ')}`;
  const fields = actions.flatMap((action, index) =>
    (['fromLocationId', 'toLocationId'] as const)
      .filter((side) => action[side] && !ids.has(action[side]))
      .map((side) => ({
        field: `body.actions[${index}].${side}`,
        code: 'location_unknown',
        message: 'No location with this id',
        remedy,
      })),
  );
  if (fields.length > 0)
    throw new Problem({ status: 422, code: 'location_unknown', title: 'There is no such location', fields });
}
