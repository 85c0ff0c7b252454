/** Itineraries: a vehicle's ordered stops, from the applied plan to the last command of its crew. */
export { applyPlan } from './apply-plan.ts';
export { type PreparedArrangement, writeArrangement } from './arrange-day.ts';
export { findBestPlaces } from './best-places.ts';
export { cancelVisit, itineraryOfJob, type PreparedCancel, prepareCancel } from './cancel-visit.ts';
export { setCrew } from './change-crew.ts';
export {
  changeVehicle,
  prepareBreaks,
  prepareItinerary,
  prepareJobs,
  prepareOrder,
  prepareReversal,
  prepareVehicle,
  previewOrders,
  removeItinerary,
  setBreaks,
} from './change-itinerary.ts';
export { listConflicts, settleConflict } from './conflicts.ts';
export { markChatRead, readChat, readJobChat, readOperatorChat, readUnreadChat, writeToCrew } from './crew-chat.ts';
export { dispatchItineraries } from './dispatch-itineraries.ts';
export { itineraryGeoJson, itineraryPolyline } from './draw-itinerary.ts';
export { addDrivenMeters, setDrivenMeters, whoDrives } from './driven.ts';
export { dispatchPrepared, type PreparedDispatch, prepareDispatch } from './drop-unconfirmed.ts';
export { type DayReading, type KeptDays, keptDays } from './kept-days/index.ts';
export { type DayMove, moveOnDay, type PreparedDayMove, prepareDayMove } from './move-on-day.ts';
export { planDay } from './plan-day.ts';
export { plannedEndsOf } from './planned-ends.ts';
export { isAttachedToDay, itinerariesOfOperator, operatorsOf, readCrewItineraries } from './read-crew-day.ts';
export { getDayPlan } from './read-day-plan.ts';
export {
  chosenWindow,
  getItineraries,
  getItinerary,
  itinerariesOfJobs,
  jobsDrivenBy,
  listItineraries,
  routeOfItinerary,
} from './read-itineraries.ts';
export { asRunning, begunStops, openItineraries, openJobs, whereGoodsLie } from './running-day.ts';
export { correctOutcome, settleAtDesk } from './settle-at-desk.ts';
export { type CommandingDevice, nextDeviceSeq, takeCommand } from './take-command.ts';
