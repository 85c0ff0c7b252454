/** Incidents that the monitor writes: what happened in words, whom it touches, since when, and when it was over. */
export { downLines, listed } from './draft-words.ts';
export { type Drafts, openDrafts } from './open-drafts.ts';
export { type EdgeTrouble, openEdgeTrouble } from './platform-trouble.ts';
export { type ComponentWatch, type DownComponent, openComponentWatch } from './watch-components.ts';
