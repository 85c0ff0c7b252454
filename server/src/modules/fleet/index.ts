/** Fleet: locations, vehicles, operators, and the devices paired with them. */
export { authenticateDevice, type DevicePrincipal, type RenewedDevice, renewDevice } from './authenticate-device.ts';
export { type DutyChange, recordDuty } from './duty.ts';
export {
  createLocation,
  getLocation,
  listLocations,
  loadSecondsByLocation,
  pageOfLocations,
  updateLocation,
} from './locations.ts';
export { createOperator, getOperator, listOperators, pageOfOperators, updateOperator } from './operators.ts';
export { createPairingCode, type PairedDevice, pairDevice, readPairingCode, revokeDevice } from './pair-device.ts';
export { type FleetLimits, readFleetLimits } from './read-fleet-limits.ts';
export { readVehicleCalendar, setVehicleCalendar } from './vehicle-calendar.ts';
export {
  branchOfVehicle,
  countActiveVehicles,
  createVehicle,
  drivingProfiles,
  getVehicle,
  getVehicles,
  listVehicles,
  pageOfVehicles,
  updateVehicle,
} from './vehicles.ts';
export { type Span, workingSpans } from './working-spans.ts';
