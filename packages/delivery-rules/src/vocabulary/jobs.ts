export const ACTION_KINDS = ['delivery', 'pickup', 'installation', 'service', 'haul_away', 'return'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export const SERVICE_LEVELS = ['kerb', 'threshold', 'room', 'white_glove'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

export const CONTACT_ROLES = ['recipient', 'purchaser', 'site', 'alternate'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export const CONFIRMATION_STATES = [
  'not_asked',
  'asked',
  'confirmed',
  'change_requested',
  'declined',
  'unreachable',
] as const;
export type ConfirmationState = (typeof CONFIRMATION_STATES)[number];

/** What the office decided about a visit that did not end well; beside the outcome, never instead of it. */
export const RESOLUTIONS = ['retry', 'returned', 'accepted_as_is', 'replaced', 'refunded', 'written_off'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Where the goods of an action ended. */
export const DISPOSITIONS = ['with_customer', 'kept_with_claim', 'on_vehicle', 'returned', 'scrapped'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const JOB_LINK_KINDS = ['retry_of', 'pickup_for', 'follows', 'replaces', 'together', 'apart'] as const;
/** Those that a person sets, because they rule where and when the optimiser places the two jobs. */
export const PLANNING_LINK_KINDS = ['follows', 'together', 'apart'] as const;
export type JobLinkKind = (typeof JOB_LINK_KINDS)[number];
export const LINK_FAILURE_RULES = ['hold', 'nothing'] as const;
export type LinkFailureRule = (typeof LINK_FAILURE_RULES)[number];

export const CUSTODY_KINDS = [
  'received',
  'loaded',
  'short',
  'transferred',
  'handed_over',
  'collected',
  'returned',
] as const;
export type CustodyKind = (typeof CUSTODY_KINDS)[number];
export const HOLDER_KINDS = ['location', 'itinerary', 'customer'] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

export const REASON_USES = [
  'incomplete',
  'damaged',
  'refused',
  'short',
  'cancelled',
  'rescheduled',
  'corrected',
] as const;
export type ReasonUse = (typeof REASON_USES)[number];
export const REASON_FAULTS = ['customer', 'merchant', 'organisation', 'carrier', 'weather'] as const;
export type ReasonFault = (typeof REASON_FAULTS)[number];
export const REASON_NEXT_STEPS = ['retry', 'return', 'ask_merchant', 'ask_customer', 'none'] as const;
export type ReasonNextStep = (typeof REASON_NEXT_STEPS)[number];

export const REPORT_KINDS = ['goods', 'property', 'safety', 'access', 'concealed'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const CLAIM_STATES = ['open', 'accepted', 'rejected', 'settled'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export const PAYMENT_STATES = ['due', 'collected', 'waived'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];
export const PAYMENT_METHODS = ['cash', 'card', 'transfer', 'other'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** The last three need permission given before. */
export const HANDED_TO = ['recipient', 'household', 'neighbour', 'reception', 'safe_place', 'unattended'] as const;
export type HandedTo = (typeof HANDED_TO)[number];

export const PROOF_PART_KINDS = ['photo', 'signature', 'no_signature', 'scan', 'one_time_code', 'note'] as const;
export type ProofPartKind = (typeof PROOF_PART_KINDS)[number];

/** How a job came into the house. */
export const JOB_ORIGINS = ['manual', 'csv', 'api', 'retry', 'split', 'plan'] as const;
export type JobOrigin = (typeof JOB_ORIGINS)[number];

/** Where an entrance or its coordinates come from; later layers rest on earlier ones, nothing is overwritten. */
export const ADDRESS_CORRECTORS = ['member', 'device', 'customer', 'api_key'] as const;
export type AddressCorrector = (typeof ADDRESS_CORRECTORS)[number];

/** `pinned`: a person or device set the point, which ends all doubt. */
export const ADDRESS_CONFIDENCES = ['high', 'medium', 'low', 'none', 'pinned'] as const;
export type AddressConfidence = (typeof ADDRESS_CONFIDENCES)[number];

/** Mapped by its header, or by Cigo's fixed column order. */
export const IMPORT_FORMATS = ['header', 'cigo'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const IMPORT_STATES = ['reading', 'preview', 'staging', 'staged', 'failed', 'dropped'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
/** `staged` rows have a job in staging; `rejected` ones could not become a job and wait to be fixed; nothing is lost. */
export const IMPORT_ROW_STATES = ['read', 'staged', 'rejected', 'released', 'dropped'] as const;
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number];

/** An error keeps a staged job from being released; a warning asks for a look. */
export const FAULT_SEVERITIES = ['error', 'warning'] as const;
export type FaultSeverity = (typeof FAULT_SEVERITIES)[number];

/** What a customer can do on the tracker. */
export const TRACKER_ACTION_KINDS = [
  'confirm',
  'request_change',
  'choose_slot',
  'add_instructions',
  'set_entrance',
  'add_photo',
  'contact',
  'rate',
  'change_channel',
  'opt_out',
] as const;
export type TrackerActionKind = (typeof TRACKER_ACTION_KINDS)[number];
