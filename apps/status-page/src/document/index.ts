/** The facts on the page: where they come from and how old they are. */
export { ageSeconds } from './freshness.ts';
export { type StatusLoad, useStatusDocument } from './use-status-document.ts';
