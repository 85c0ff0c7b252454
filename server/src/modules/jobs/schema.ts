// The tables of a job, in the order of its life: how it came in, what it is, what was promised, how it went, what followed.
export * from './schema/aftermath.ts';
export * from './schema/intake.ts';
export * from './schema/job.ts';
export * from './schema/outcome.ts';
export * from './schema/pieces.ts';
export * from './schema/reasons.ts';
