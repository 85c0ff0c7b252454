/** Sandboxes: a live organisation's twin, its test clock on the move, and crews that are simulated. */
export { MOST_PHOTO_BYTES, simulatedPhoto } from './crews/simulated-photo.ts';
export { readSimulation, startSimulation, stopSimulation } from './crews/simulations.ts';
export { sandboxesRole } from './role.ts';
export {
  makeSandbox,
  nameOfTwin,
  openTwin,
  originalOf,
  readTwin,
  resetSandbox,
  type SandboxRow,
  type TwinName,
  type TwinState,
} from './twin.ts';
export { visitSandbox } from './visit-sandbox.ts';
