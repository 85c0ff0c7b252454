/** @roundsman/routing-solver/testing: made-up days, for benchmarks and tests. */
export { type DeliveryDayOptions, makeDeliveryDay } from './delivery-day.ts';
export { makeRegion } from './region.ts';
