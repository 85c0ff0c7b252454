import type { Seconds } from '@roundsman/units';

import type { OrganisationPolicies } from '../policies.ts';
import { type InstantWindow, isInside } from '../time/windows.ts';

const QUARTER_MS = 15 * 60 * 1000;

/**
 * The window told to a customer for a planned arrival: of the policy's width, on quarter hours, the arrival early in it
 * (days run late, not early), and never outside the requested window that the arrival lies in.
 */
export function promiseAround(
  plannedArrival: Date,
  requested: readonly InstantWindow[],
  widthSeconds: Seconds,
): InstantWindow {
  const widthMs = Math.max(QUARTER_MS, Math.round((widthSeconds * 1000) / QUARTER_MS) * QUARTER_MS);
  const leadMs = Math.min(2, Math.floor(widthMs / QUARTER_MS / 4)) * QUARTER_MS;
  const begin = Math.floor((plannedArrival.getTime() - leadMs) / QUARTER_MS) * QUARTER_MS;
  const frame = requested.find((window) => isInside(window, plannedArrival));
  const startMs = frame ? Math.max(begin, frame.startsAt.getTime()) : begin;
  const endMs = frame ? Math.min(startMs + widthMs, frame.endsAt.getTime()) : startMs + widthMs;
  return { startsAt: new Date(startMs), endsAt: new Date(endMs) };
}

/** On time = arrived inside the promise, both ends included. */
export const isOnTime = (arrivedAt: Date, promise: InstantWindow): boolean => isInside(promise, arrivedAt);

export const RISKS = ['none', 'at_risk', 'late'] as const;
export type Risk = (typeof RISKS)[number];

/** Of breaking the current promise, as the estimate stands; negative seconds are slack. */
export function riskOf(
  expectedArrival: Date,
  promise: InstantWindow,
  policy: Pick<OrganisationPolicies, 'atRiskWithinSeconds'>,
): { readonly risk: Risk; readonly lateSeconds: Seconds } {
  const lateSeconds = Math.round((expectedArrival.getTime() - promise.endsAt.getTime()) / 1000);
  if (lateSeconds > 0) return { risk: 'late', lateSeconds };
  return { risk: lateSeconds > -policy.atRiskWithinSeconds ? 'at_risk' : 'none', lateSeconds };
}
