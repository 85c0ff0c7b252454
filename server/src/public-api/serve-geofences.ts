import { geofenceEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  createGeofence,
  getGeofence,
  listGeofences,
  removeGeofence,
  updateGeofence,
  whoIsInside,
  whoIsInsideAny,
} from '../modules/tracking/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';

export function serveGeofences(door: OpenDoor<DeskPrincipal>): void {
  door.serve(geofenceEndpoints.list, ({ read }) => read(async (work) => ({ rows: await listGeofences(work) })));
  door.serve(geofenceEndpoints.get, ({ params, read }) => read((work) => getGeofence(work, params.geofenceId)));
  door.serve(geofenceEndpoints.create, ({ body, unitOfWork }) => unitOfWork((work) => createGeofence(work, body)));
  door.serve(geofenceEndpoints.update, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      const id = params.geofenceId;
      await requireUnchanged(work, ifMatch, id, () => getGeofence(work, id));
      return updateGeofence(work, id, body);
    }),
  );
  door.serve(geofenceEndpoints.remove, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => removeGeofence(work, params.geofenceId));
    return undefined;
  });
  door.serve(geofenceEndpoints.inside, ({ params, read }) =>
    read(async (work) => ({ rows: await whoIsInside(work, params.geofenceId) })),
  );
  door.serve(geofenceEndpoints.insideAny, ({ read }) => read(async (work) => ({ rows: await whoIsInsideAny(work) })));
}
