// State tables: the one place that says what may follow what, and who may do it.

// Rules.
export * from './policies.ts';
export * from './states/action.ts';
export * from './states/incident.ts';
export * from './states/itinerary.ts';
export * from './states/job.ts';
export * from './states/message.ts';
export * from './states/plan.ts';
export * from './states/state-table.ts';
export * from './states/stop.ts';
// The closed lists of words; database checks, API schemas and screens are generated from these arrays.
export * from './vocabulary/commands.ts';
export * from './vocabulary/fleet.ts';
export * from './vocabulary/jobs.ts';
export * from './vocabulary/messages.ts';
export * from './vocabulary/people.ts';
