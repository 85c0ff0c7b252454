import { duration, type StateFill } from '@roundsman/ui';
import type { RouteStop } from './route-row.ts';

const fillWords: Record<StateFill, string> = {
  draft: 'not planned',
  planned: 'planned',
  on_route: 'on the way',
  arrived: 'at the door',
  done: 'done',
  partial: 'done in part',
  failed: 'not done',
  cancelled: 'taken off',
};

export function stopStateWords(fill: StateFill): string {
  return fillWords[fill];
}

/** "12 min late", "4 min to spare"; nothing when there is no window or a lot of time. */
export function lateWords(stop: Pick<RouteStop, 'risk' | 'lateSeconds'>): string {
  if (stop.lateSeconds === null) return '';
  if (stop.lateSeconds > 30) return `${duration(stop.lateSeconds)} late`;
  return stop.risk === 'none' ? '' : `${duration(Math.max(0, -stop.lateSeconds))} to spare`;
}
