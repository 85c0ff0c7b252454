/** Jobs: a visit from its first line in a file to its outcome. */
export {
  type ChangeOptions,
  changeJobState,
  changeJobStates,
  type StateChange,
  type StateRefusal,
  stateActorOf,
} from './change-state.ts';
export { CONFIDENCE_OF, presentJob, presentJobs } from './present-jobs.ts';
export {
  allPromises,
  currentPromises,
  makePromises,
  markPromiseTold,
  type PromiseRow,
  type PromiseToMake,
} from './promises.ts';
export { type JobToPlan, type Load, readJobsToPlan, readNewJobsOf } from './read-for-planning.ts';
