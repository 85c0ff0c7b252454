/** What one reading of the extract leaves in the data folder, and how it comes to be there. */
export { ATLAS_FORMAT, type AtlasSummary, readAtlas, roadGraphPath } from './atlas.ts';
export type { AtlasStep } from './build-atlas.ts';
export { openAtlas } from './open-atlas.ts';
