/** Jobs: a visit from its first line in a file to its outcome. */

export { attachFile, attachmentsOf, detachFile, listAttachments, mayAttach } from './attachments.ts';
export { cancelJob } from './cancel-job.ts';
export {
  type ChangeOptions,
  changeJobState,
  changeJobStates,
  type StateChange,
  type StateRefusal,
  stateActorOf,
} from './change-state.ts';
export { type GoodsMove, goodsAboard, recordGoods } from './custody.ts';
export { followCorrection, withVisits } from './customer-visits.ts';
export { askForChange, confirmJob, customerNotesOf, writeCustomerNotes } from './customer-words.ts';
export { deleteJob } from './delete-job.ts';
export { onlyIfDelivered } from './exchanges.ts';
export { isFileOfMerchant } from './file-reach.ts';
export { countJobs, countOpenJobs, findJobs, hasJobs, type JobCounts, type JobQuery } from './find-jobs.ts';
export { holdJob } from './hold-job.ts';
export { dropImport, fixRow, mapImport } from './imports/change-import.ts';
export { createImport, IMPORT_FILE_KIND, type ImportSource } from './imports/create-import.ts';
export { forgetImportFiles } from './imports/import-files.ts';
export { findImport } from './imports/open-import.ts';
export { getImport, listImportRows, listImports, type PageWish } from './imports/read-imports.ts';
export { type ParsedUpload, parseUpload, readUpload } from './imports/read-upload.ts';
export {
  type PreparedStaging,
  prepareStaging,
  type RowsToStage,
  readRowsToStage,
  stageImport,
} from './imports/stage-import.ts';
export { type CloneWish, cloneJob, inputOfClone } from './intake/clone-job.ts';
export { createJob, type JobSource } from './intake/create-job.ts';
export { addLine, changeLine, getLine, removeLine } from './intake/job-lines.ts';
export { locateAll } from './intake/locate.ts';
export { serviceSecondsOf } from './intake/new-job.ts';
export {
  type JobChange,
  type PreparedJob,
  type PreparedPatch,
  prepareJob,
  preparePatch,
} from './intake/prepare-job.ts';
export { releaseJobs } from './intake/release-jobs.ts';
export { updateJob } from './intake/update-job.ts';
export { jobIdByCode } from './job-by-code.ts';
export { jobHistory } from './job-history.ts';
export { type LinkWish, listJobLinks, readPlanningLinks, removeJobLink, setJobLink } from './job-links.ts';
export { listProofs } from './list-proofs.ts';
export { presentJob, presentJobs } from './present-jobs.ts';
export {
  allPromises,
  currentPromises,
  makePromises,
  markPromiseTold,
  type PromiseRow,
  type PromiseToMake,
} from './promises.ts';
export {
  addressOfJob,
  inOrderOfCodes,
  type JobToPlan,
  type Load,
  loadsOfLines,
  newJobIdsOf,
  type ReadJobs,
  readingJobs,
  readJobsToPlan,
} from './read-for-planning.ts';
export { listReasons, type NewReason, seedReasons } from './reasons.ts';
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
  findReason,
  type JobMove,
  recordActionOutcome,
  recordJobMove,
  recordSameOutcome,
} from './record-outcome.ts';
