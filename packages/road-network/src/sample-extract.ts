import { fileURLToPath } from 'node:url';

/** For tests: the extract that comes with the project. */
export const sampleExtractPath = fileURLToPath(
  new URL('../../../sample/liechtenstein/liechtenstein.osm.pbf', import.meta.url),
);
