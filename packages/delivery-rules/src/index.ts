// State tables: the one place that says what may follow what, and who may do it.

// A job: what it weighs, how it ended, whether it came twice, what people call it.
export * from './codes/short-code.ts';
// The field: what a crew's command does, on the device and on the server alike.
export * from './field/apply-command.ts';
export {
  type ActionResult,
  CONFLICT_CODES,
  type CommandResult,
  type ConflictCode,
  type CrewAction,
  type CrewChange,
  type CrewCommand,
  type CrewDay,
  type CrewJob,
  type CrewStop,
  type GoodsAboard,
  PARK_CODES,
  type ParkCode,
} from './field/crew-day.ts';
export * from './field/geofence.ts';
// Figures with one meaning.
export * from './figures/figures.ts';
export * from './job/duplicates.ts';
export * from './job/load.ts';
export * from './job/outcome.ts';
export * from './job/quantities.ts';
// Planning and dispatch: may it be planned, what does a route cost, may it go, what is the customer told.
export * from './planning/dispatch-gates.ts';
export * from './planning/price-route.ts';
export * from './planning/promise.ts';
export * from './planning/readiness.ts';
export * from './planning/slot-rules.ts';
// What an organisation decides once.
export * from './policies.ts';
// Simulation: how a made-up crew drives and settles, for sandboxes and the sample day.
export * from './simulation/drive.ts';
export * from './simulation/seeded-random.ts';
export * from './simulation/settle-visit.ts';
// Staging: everything wrong or doubtful with a job before it is released.
export { FAULT_CODES, type Fault, type FaultCode, isReleasable } from './staging/fault.ts';
export * from './staging/staged-job.ts';
export * from './staging/staging-faults.ts';
export * from './states/action.ts';
export * from './states/incident.ts';
export * from './states/itinerary.ts';
export * from './states/job.ts';
export * from './states/message.ts';
export * from './states/plan.ts';
export * from './states/state-table.ts';
export * from './states/stop.ts';
// Time: service dates, factors by the hour and by where, windows on the wall clock and as instants, quiet hours.
export * from './time/area-factors.ts';
export * from './time/hour-factors.ts';
export * from './time/local-time.ts';
export * from './time/quiet-hours.ts';
export * from './time/service-date.ts';
export * from './time/windows.ts';
// The closed lists of words; database checks, API schemas and screens are generated from these arrays.
export * from './vocabulary/commands.ts';
export * from './vocabulary/fleet.ts';
export * from './vocabulary/jobs.ts';
export * from './vocabulary/messages.ts';
export * from './vocabulary/people.ts';
export * from './vocabulary/plans.ts';
export * from './vocabulary/sandboxes.ts';
