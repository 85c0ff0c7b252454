import type { TimeWindow } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

export function validateWindows(field: string, windows: readonly TimeWindow[] | undefined, list: FaultList): void {
  for (const [index, window] of (windows ?? []).entries()) validateWindow(`${field}[${index}]`, window, list);
}

export function validateWindow(field: string, { startSeconds, endSeconds }: TimeWindow, list: FaultList): void {
  list.integer(`${field}.startSeconds`, startSeconds, Number.MIN_SAFE_INTEGER);
  list.integer(`${field}.endSeconds`, endSeconds, Number.MIN_SAFE_INTEGER);
  if (endSeconds < startSeconds) {
    list.add(
      `${field}.endSeconds`,
      'upside_down',
      `${field} ends at ${endSeconds}, before it starts at ${startSeconds}.`,
    );
  }
}
