import type { JobInput } from '@roundsman/api-contract';
import { duplicateKey, type JobOrigin, type ServiceLevel, type StagedJob } from '@roundsman/delivery-rules';
import type { BranchRow } from '../../accounts/index.ts';
import {
  type AddressParts,
  addressLine,
  confidenceOf,
  countryOf,
  normalisedEmail,
  normalisedPhone,
  type Whereabouts,
} from '../../customers/index.ts';

/** What was given for a job, and whose and where it is. */
interface NewJobParts {
  readonly id: string;
  readonly code: string;
  readonly merchantId: string;
  readonly branchId: string;
  readonly branch: BranchRow;
  readonly origin: JobOrigin;
  readonly input: JobInput;
  readonly whereabouts: Whereabouts;
  /** The old piece is taken along when the new one is delivered, and only then. */
  readonly exchange: boolean;
  readonly attemptNumber: number;
}

/** A job about to be written. */
export interface NewJob extends NewJobParts {
  readonly contact: ReachableContact;
  /** As staging looks at it. */
  readonly staged: StagedJob;
}

export function newJob(parts: NewJobParts): NewJob {
  const { input, whereabouts } = parts;
  const contact = reachableContact(input.contact, countryOf(input.address, whereabouts));
  return { ...parts, contact, staged: stagedJobOf(parts, contact) };
}

/** At the door, where nobody says how long: by how far the crew carries things. */
const SERVICE_SECONDS: Record<ServiceLevel, number> = { kerb: 180, threshold: 300, room: 600, white_glove: 1200 };

export const serviceSecondsOf = ({
  serviceSeconds,
  serviceLevel = 'threshold',
}: Pick<JobInput, 'serviceSeconds' | 'serviceLevel'>): number => serviceSeconds ?? SERVICE_SECONDS[serviceLevel];

export interface ReachableContact {
  readonly name: string;
  readonly phoneAsGiven: string | null;
  readonly phone: string | null;
  readonly emailAsGiven: string | null;
  readonly email: string | null;
  readonly locale: string | null;
}

export function reachableContact(contact: JobInput['contact'], country: string | null): ReachableContact {
  return {
    name: contact.name.trim(),
    phoneAsGiven: orNull(contact.phone),
    phone: normalisedPhone(contact.phone, country),
    emailAsGiven: orNull(contact.email),
    email: normalisedEmail(contact.email),
    locale: orNull(contact.language),
  };
}

function stagedJobOf(parts: NewJobParts, contact: ReachableContact): StagedJob {
  const { merchantId, branch, input, whereabouts } = parts;
  const { confidence, confidenceReason } = confidenceOf(whereabouts);
  return {
    merchantId,
    referenceId: orNull(input.referenceId),
    retryOf: input.retryOf ?? null,
    duplicateAllowed: input.allowDuplicate ?? false,
    duplicateKey: duplicateKeyOf(merchantId, contact.name, input.address, input.serviceDate),
    serviceDate: input.serviceDate,
    zone: branch.timeZone,
    windows: input.windows,
    serviceSeconds: serviceSecondsOf(input),
    contact,
    address: {
      asGiven: addressLine(input.address),
      point: whereabouts.given?.point ?? whereabouts.geocode?.answer.point ?? null,
      confidence,
      reason: confidenceReason,
    },
    actions: input.actions,
    skills: input.skills ?? [],
    operatorsNeeded: input.operatorsNeeded ?? 1,
  };
}

export const duplicateKeyOf = (
  merchantId: string,
  name: string,
  address: AddressParts,
  serviceDate: string | null,
): string => duplicateKey({ merchantId, name, ...address, serviceDate });

export const orNull = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};
