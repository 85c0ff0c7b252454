export const ORGANISATION_KINDS = ['live', 'sandbox'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** How closely a customer may follow the vehicle. */
export const PRIVACY_LEVELS = ['exact', 'approximate', 'stage_only'] as const;
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number];

export const MEMBER_ROLES = ['administrator', 'dispatcher', 'warehouse', 'support', 'analyst', 'merchant'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const MEMBER_STATES = ['invited', 'active', 'disabled'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** A member's or key's reach: everything, or only the named branches, merchants or carriers. */
export const SCOPE_KINDS = ['branch', 'merchant', 'carrier'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** Who did something, as it stands on the log. */
export const ACTOR_KINDS = ['member', 'api_key', 'device', 'customer', 'planner', 'clock', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
