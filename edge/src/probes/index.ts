/** Looking at the platform from outside, as its users do, and keeping a record of what was seen. */
export type { Severity } from './judge.ts';
export { keepProbeSession, type ProbeAccountState, type ProbeSession } from './keep-session.ts';
export { type Look, lookAtDocument } from './look.ts';
export { type Judged, openRecords, type Records, type Span } from './record-looks.ts';
export { runProbes } from './run-probes.ts';
export { type ProbeAccount, readSignedIn } from './sign-in.ts';
