export type RoadErrorCode =
  /** No file at the extract's path. */
  | 'extract_missing'
  /** The file ends early, is damaged, or is not OpenStreetMap PBF. */
  | 'extract_broken'
  /** Readable, but without a single drivable road. */
  | 'extract_without_roads'
  /** The data folder cannot be written. */
  | 'data_folder_unusable'
  /** Asked for by name, but it cannot run on this machine. */
  | 'provider_unavailable'
  /** A service outside does not answer, or not as it documents. */
  | 'provider_failed'
  /** A point is not a longitude and latitude on the globe; `field` says which. */
  | 'bad_point'
  /** An unknown profile, too few points, a tile off the grid. */
  | 'bad_request'
  /** More pairs or points than one question may hold. */
  | 'too_large'
  /** Too many questions wait already. */
  | 'busy'
  /** The worker thread died while answering; the next question starts a new one. */
  | 'worker_stopped'
  /** `close()` was called. */
  | 'closed';

/** The one error this package throws: a code for programs, words and a remedy for people. */
export class RoadError extends Error {
  readonly code: RoadErrorCode;
  readonly remedy: string;
  /** Where in the question the fault lies, e.g. `from[3]`. */
  readonly field: string | null;

  constructor(problem: {
    code: RoadErrorCode;
    message: string;
    remedy: string;
    field?: string | null;
    cause?: unknown;
  }) {
    super(problem.message, { cause: problem.cause });
    this.name = 'RoadError';
    this.code = problem.code;
    this.remedy = problem.remedy;
    this.field = problem.field ?? null;
  }
}
