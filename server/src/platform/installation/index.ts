export { installationOperators, installationSecrets, installationSettings } from './schema.ts';
export { installationSecret } from './secrets.ts';
