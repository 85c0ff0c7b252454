import type { LonLat, Seconds } from '@roundsman/units';

import type { DuplicateCandidate } from '../job/duplicates.ts';
import type { Capacity, LoadLine } from '../job/load.ts';
import type { LocalWindow } from '../time/windows.ts';
import type { AddressConfidence } from '../vocabulary/jobs.ts';

/** A job as staging looks at it, whatever door it came through. */
export interface StagedJob {
  readonly merchantId: string;
  readonly referenceId: string | null;
  readonly retryOf: string | null;
  readonly duplicateAllowed: boolean;
  readonly duplicateKey: string;
  /** As given: may be no date at all. Null = to be appointed. */
  readonly serviceDate: string | null;
  readonly zone: string;
  readonly windows: readonly LocalWindow[];
  readonly serviceSeconds: Seconds;
  readonly contact: StagedContact;
  readonly address: StagedAddress;
  readonly actions: readonly StagedAction[];
  readonly skills: readonly string[];
  readonly operatorsNeeded: number;
}

/** `phone` and `email` are null when what was given is none; normalising them is the door's work. */
export interface StagedContact {
  readonly name: string;
  readonly phoneAsGiven: string | null;
  readonly phone: string | null;
  readonly emailAsGiven: string | null;
  readonly email: string | null;
}

export interface StagedAddress {
  /** On one line, as given. */
  readonly asGiven: string;
  readonly point: LonLat | null;
  /** Null until somebody looked. */
  readonly confidence: AddressConfidence | null;
  /** The geocoder's reason as a sentence. */
  readonly reason: string | null;
}

export interface StagedAction extends LoadLine {
  readonly description: string;
}

export interface ExistingJob extends DuplicateCandidate {
  readonly id: string;
  readonly code: string;
}

/** What the house knows when it looks at a staged job. */
export interface StagingContext {
  readonly now: Date;
  /** Today's date in the branch's zone. */
  readonly today: string;
  /** Whether the branch works on a date; true where no calendar says otherwise. */
  readonly isOpen: (date: string) => boolean;
  /** Skills that some operator or vehicle has. */
  readonly knownSkills: ReadonlySet<string>;
  /** Most of each dimension that any one vehicle carries; null = no vehicles yet, so nothing to measure against. */
  readonly largestCapacity: Capacity | null;
  readonly mostOperators: number | null;
  /** The same merchant's other jobs with the same key or the same reference, cancelled ones left out. */
  readonly existing: readonly ExistingJob[];
}
