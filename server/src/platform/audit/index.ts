export { auditEntries } from './schema.ts';
export { type Act, isAdministrative, writeAct } from './write-act.ts';
