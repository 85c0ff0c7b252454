import type { PlanChanges } from '@roundsman/api-contract';

type Counts = Omit<PlanChanges, 'rows'>;

const jobs = (count: number) => (count === 1 ? '1 job' : `${count} jobs`);

/** "3 jobs go onto another vehicle, 2 jobs come at another time; 41 jobs stay as they are. 1 promise cannot be kept." */
export function changeSummary(changes: Counts): string {
  const { kept, otherVehicle, otherTime, added, takenOff, promisesBroken } = changes;
  const parts = [
    otherVehicle > 0 && `${jobs(otherVehicle)} ${otherVehicle === 1 ? 'goes' : 'go'} onto another vehicle`,
    otherTime > 0 && `${jobs(otherTime)} ${otherTime === 1 ? 'comes' : 'come'} at another time`,
    added > 0 && `${jobs(added)} ${added === 1 ? 'is' : 'are'} new on the day`,
    takenOff > 0 && `${jobs(takenOff)} ${takenOff === 1 ? 'is' : 'are'} taken off`,
  ].filter((part) => part !== false);
  const stay = `${jobs(kept)} ${kept === 1 ? 'stays as it is' : 'stay as they are'}`;
  if (parts.length === 0) return `Nothing changes: ${stay}.`;
  const promises = promisesBroken === 1 ? '1 promise cannot be kept.' : `${promisesBroken} promises cannot be kept.`;
  return `${sentence(parts.join(', '))}; ${stay}.${promisesBroken > 0 ? ` ${promises}` : ''}`;
}

/** The short form, for a plan's head. Empty when there is nothing to compare with. */
export function changeNote(changes: Counts | null): string {
  if (!changes) return '';
  const moved = changes.otherVehicle + changes.otherTime + changes.takenOff;
  if (moved === 0) return 'nothing told changes';
  const promises = changes.promisesBroken > 0 ? `, ${changes.promisesBroken} of them a promise` : '';
  return `${moved} of ${moved + changes.kept} visits change${promises}`;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
