/** The TypeScript client of the platform: typed calls over several edges, sessions, live feeds, and the offline outbox of a crew's device. */

export type { Beacon, EdgeSightings } from './beacons/report.ts';
export type { AnswerType, Callable, CallOptions, CommonOptions, Exchange, RawBody } from './callable.ts';
export type { Client, ClientOptions } from './client.ts';
export { createClient } from './client.ts';
export type { ClientClock } from './clock.ts';
export { systemClock } from './clock.ts';
export type { ManifestOptions, ManifestStorage } from './edges/follow-manifest.ts';
export type { EdgeManifest, SignedManifest } from './edges/manifest.ts';
export { readManifest } from './edges/manifest.ts';
export { manifestOfPage } from './edges/manifest-of-page.ts';
export type { WeightedEdge } from './edges/spread.ts';
export * from './endpoints.generated.ts';
export { mayPass, RefusedError, UnreachableError } from './errors.ts';
export { everyRow } from './every-row.ts';
export type {
  LiveConnection,
  LiveOptions,
  LiveState,
  OperatorFeed,
  PublicFeed,
  TrackerFeed,
} from './live/live-types.ts';
export type { FieldClock, StoredFieldClock } from './outbox/field-clock.ts';
export { fieldClock } from './outbox/field-clock.ts';
export { memoryOutboxStorage } from './outbox/memory-storage.ts';
export { operatorTransport } from './outbox/operator-transport.ts';
export type { Outbox, OutboxParts } from './outbox/outbox.ts';
export { openOutbox } from './outbox/outbox.ts';
export type {
  CommandInput,
  OutboxEntry,
  OutboxFile,
  OutboxSnapshot,
  OutboxStorage,
  OutboxTransport,
  OutboxWrite,
  StoredOutbox,
} from './outbox/outbox-types.ts';
export type { DeviceSession, PairingStorage, StoredPairing } from './session/device-session.ts';
export { deviceSession } from './session/device-session.ts';
export type { MemberSession } from './session/member-session.ts';
export { memberSession } from './session/member-session.ts';
export type { Session } from './session/session.ts';
export { apiKey } from './session/session.ts';
export type { NewAttachment } from './uploads/attach-file.ts';
export { attachFile } from './uploads/attach-file.ts';
export { uuid7 } from './uuid7.ts';
