import type { Job } from '@roundsman/api-contract';
import { duration, Sentence, timeOfDay, timeSpan } from '@roundsman/ui';
import { useVehicles } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-sentence.module.css';
import { contentWords, isOver, jobStateWords, loadWords, windowWords } from './job-words.ts';

/** The answer that one opens a job for: who gets what, and when. */
export function JobSentence({ job }: { job: Job }) {
  const { zone } = useOrganisation();
  const vehicle = useVehicles().get(job.progress?.vehicleId ?? '');
  const endangered = job.progress && !isOver(job.state) && job.progress.risk !== 'none';
  const tone = !endangered ? 'calm' : job.progress?.risk === 'late' ? 'broken' : 'at_risk';
  return (
    <div className={styles.place}>
      <Sentence level={2} tone={tone} detail={`${contentWords(job)} · ${loadWords(job)}`}>
        {job.contact.name}: {whenWords(job, zone)}
        {vehicle ? `, ${vehicle.name}` : ''}
      </Sentence>
    </div>
  );
}

function whenWords(job: Job, zone: string): string {
  const { progress, promise } = job;
  if (isOver(job.state) || !progress) {
    return progress
      ? jobStateWords[job.state].toLowerCase()
      : `${jobStateWords[job.state].toLowerCase()}, ${windowWords(job.windows)}`;
  }
  const arrival = timeOfDay(new Date(progress.eta?.at ?? progress.plannedArrival), zone);
  if (job.state === 'arrived') return 'the crew is at the door';
  const late = progress.risk === 'late' && progress.lateSeconds > 0 ? `, ${duration(progress.lateSeconds)} late` : '';
  const promised = promise ? `, promised ${timeSpan(new Date(promise.from), new Date(promise.to), zone)}` : '';
  return `arrives ${arrival}${late}${promised}`;
}
