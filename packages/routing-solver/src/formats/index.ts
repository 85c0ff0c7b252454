/**
 * @roundsman/routing-solver/formats: other people's files as problems, and plans in their words. Text and plain values in, plain values
 * out; no file system.
 */
export {
  type Distances,
  type Instance,
  type InstanceObjective,
  type InstanceStop,
  SCALE,
  toProblem,
} from './instance.ts';
export { readLiLim } from './li-lim.ts';
export { readPlan } from './read-plan.ts';
export { readProblem } from './read-problem.ts';
export { readSolomon } from './solomon.ts';
export { readVroom, type VroomCase, type VroomOptions } from './vroom/read-vroom.ts';
export { readVroomPlan, type VroomPlan } from './vroom/read-vroom-plan.ts';
export { writeVroom } from './vroom/write-vroom.ts';
export { readVrplib } from './vrplib.ts';
