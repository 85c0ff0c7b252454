/** Itineraries: a vehicle's ordered stops, from the applied plan to the last command of its crew. */
export { applyPlan } from './apply-plan.ts';
export { cancelVisit, type PreparedCancel, prepareCancel } from './cancel-visit.ts';
export { setCrew } from './change-crew.ts';
export { listConflicts, settleConflict } from './conflicts.ts';
export { dispatchItineraries } from './dispatch-itineraries.ts';
export { addDrivenMeters, setDrivenMeters, vehicleOfItinerary } from './driven.ts';
export { type DayMove, moveOnDay, type PreparedDayMove, prepareDayMove } from './move-on-day.ts';
export { planDay } from './plan-day.ts';
export { operatorsOf, readCrewItineraries } from './read-crew-day.ts';
export { getDayPlan } from './read-day-plan.ts';
export { getItineraries, getItinerary, listItineraries, routeOfItinerary } from './read-itineraries.ts';
export { type CommandingDevice, nextDeviceSeq, takeCommand } from './take-command.ts';
