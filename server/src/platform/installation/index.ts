export { installationOperators, installationSettings } from './schema.ts';
export { installationSecret } from './secrets.ts';
