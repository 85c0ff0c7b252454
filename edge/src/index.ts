/** The edge program: looks at the platform from outside, keeps incidents, tells the public. */
export { ConfigRefused, type EdgeConfig, readConfig } from './config.ts';
export { newManifestKey } from './fleet/index.ts';
export { signOperatorToken, verifyOperatorToken } from './incidents/index.ts';
export { type RunningEdge, startEdge } from './start-edge.ts';
