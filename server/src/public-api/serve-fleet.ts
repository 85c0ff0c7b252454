import { calendarEndpoints, fleetEndpoints } from '@roundsman/api-contract';
import { type DeskPrincipal, readBranchCalendar, setBranchCalendar } from '../modules/accounts/index.ts';
import {
  createLocation,
  createOperator,
  createPairingCode,
  createVehicle,
  getLocation,
  getOperator,
  getVehicle,
  pageOfLocations,
  pageOfOperators,
  pageOfVehicles,
  readVehicleCalendar,
  revokeDevice,
  setVehicleCalendar,
  updateLocation,
  updateOperator,
  updateVehicle,
} from '../modules/fleet/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';

export function serveFleet(door: OpenDoor<DeskPrincipal>, publicUrl: string): void {
  door.serve(fleetEndpoints.listLocations, ({ query, read }) => read((work) => pageOfLocations(work, query)));
  door.serve(fleetEndpoints.getLocation, ({ params, read }) => read((work) => getLocation(work, params.locationId)));
  door.serve(fleetEndpoints.createLocation, ({ body, unitOfWork }) => unitOfWork((work) => createLocation(work, body)));
  door.serve(fleetEndpoints.updateLocation, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.locationId, () => getLocation(work, params.locationId));
      return updateLocation(work, params.locationId, body);
    }),
  );
  door.serve(fleetEndpoints.listVehicles, ({ query, read }) => read((work) => pageOfVehicles(work, query)));
  door.serve(fleetEndpoints.getVehicle, ({ params, read }) => read((work) => getVehicle(work, params.vehicleId)));
  door.serve(fleetEndpoints.createVehicle, ({ body, unitOfWork }) => unitOfWork((work) => createVehicle(work, body)));
  door.serve(fleetEndpoints.updateVehicle, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.vehicleId, () => getVehicle(work, params.vehicleId));
      return updateVehicle(work, params.vehicleId, body);
    }),
  );
  door.serve(fleetEndpoints.listOperators, ({ query, read }) => read((work) => pageOfOperators(work, query)));
  door.serve(fleetEndpoints.getOperator, ({ params, read }) => read((work) => getOperator(work, params.operatorId)));
  door.serve(fleetEndpoints.createOperator, ({ body, unitOfWork }) => unitOfWork((work) => createOperator(work, body)));
  door.serve(fleetEndpoints.updateOperator, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.operatorId, () => getOperator(work, params.operatorId));
      return updateOperator(work, params.operatorId, body);
    }),
  );
  door.serve(fleetEndpoints.createPairingCode, ({ params, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { code, expiresAt } = await createPairingCode(work, params.operatorId);
      return {
        code,
        url: `${publicUrl}/operator/?code=${encodeURIComponent(code)}`,
        expiresAt: expiresAt.toISOString(),
      };
    }),
  );
  door.serve(fleetEndpoints.revokeDevice, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => revokeDevice(work, params.deviceId));
    return undefined;
  });
}

export function serveCalendars(door: OpenDoor<DeskPrincipal>): void {
  door.serve(calendarEndpoints.branch, ({ params, read }) => read((work) => readBranchCalendar(work, params.branchId)));
  door.serve(calendarEndpoints.setBranch, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.branchId, () => readBranchCalendar(work, params.branchId));
      return setBranchCalendar(work, params.branchId, body);
    }),
  );
  door.serve(calendarEndpoints.vehicle, ({ params, read }) =>
    read((work) => readVehicleCalendar(work, params.vehicleId)),
  );
  door.serve(calendarEndpoints.setVehicle, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.vehicleId, () => readVehicleCalendar(work, params.vehicleId));
      return setVehicleCalendar(work, params.vehicleId, body);
    }),
  );
}
