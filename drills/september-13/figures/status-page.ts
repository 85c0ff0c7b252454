import type { StatusLook } from '../clients/read-status.ts';
import { type Phases, type Quantiles, quantiles } from './quantiles.ts';

export interface StatusPageFigures {
  readonly looks: number;
  readonly firstPlaceFailed: number;
  readonly secondPlaceFailed: number;
  readonly firstPlaceMilliseconds: Quantiles;
  readonly secondPlaceMilliseconds: Quantiles;
  /** How old what the second place said was at most. */
  readonly secondPlaceOldestSeconds: number | null;
  /** From the drafting of the incident to the first reader of the second place who saw it. */
  readonly incidentShownSeconds: number | null;
}

export function statusPage(
  all: readonly StatusLook[],
  phases: Phases,
  draftedAtMs: number | null,
): StatusPageFigures | null {
  if (all.length === 0) return null;
  const gray = all.filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo);
  const at = (place: number) => gray.filter((look) => look.place === place);
  const failed = (place: number) => at(place).filter(({ fault }) => fault !== null).length;
  const times = (place: number) => quantiles(at(place).map(({ milliseconds }) => milliseconds));
  const ages = at(1).flatMap(({ ageMs }) => ageMs ?? []);
  const shown = all.find((look) => look.place === 1 && look.tellsOfIncident);
  return {
    looks: at(1).length,
    firstPlaceFailed: failed(0),
    secondPlaceFailed: failed(1),
    firstPlaceMilliseconds: times(0),
    secondPlaceMilliseconds: times(1),
    secondPlaceOldestSeconds: ages.length === 0 ? null : Math.round(Math.max(...ages) / 100) / 10,
    incidentShownSeconds:
      shown && draftedAtMs !== null ? Math.round((shown.atMs + shown.milliseconds - draftedAtMs) / 100) / 10 : null,
  };
}
