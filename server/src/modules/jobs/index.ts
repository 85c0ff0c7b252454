/** Jobs: a visit from its first line in a file to its outcome. */
export {
  type ChangeOptions,
  changeJobState,
  changeJobStates,
  type StateChange,
  type StateRefusal,
  stateActorOf,
} from './change-state.ts';
export { confirmJob, customerNotesOf, writeCustomerNotes } from './customer-words.ts';
export { presentJob, presentJobs } from './present-jobs.ts';
export {
  allPromises,
  currentPromises,
  makePromises,
  markPromiseTold,
  type PromiseRow,
  type PromiseToMake,
} from './promises.ts';
export { addressOfJob, type JobToPlan, type Load, readJobsToPlan, readNewJobsOf } from './read-for-planning.ts';
export {
  type FieldReport,
  missingFiles,
  type ProofPart,
  recordHandover,
  recordProofPart,
  recordReport,
} from './record-evidence.ts';
export {
  type ActionOutcome,
  type FieldMoment,
  type JobMove,
  recordActionOutcome,
  recordJobMove,
} from './record-outcome.ts';
