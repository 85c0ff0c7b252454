import type { PaceReport } from '@roundsman/api-contract';
import { share } from './report-words.ts';

type Learned = PaceReport['service'];

/** "12 % longer", "as planned": what a factor means to people. Within two percent is as planned. */
export function paceWords(factor: number): string {
  const percent = Math.round((factor - 1) * 100);
  if (Math.abs(percent) < 2) return 'as planned';
  return `${Math.abs(percent)} % ${percent > 0 ? 'longer' : 'shorter'}`;
}

/** What knowing the pace is worth: both errors on the same records. */
export function worthWords({ error, overall }: Learned): string {
  if (overall.samples === 0) return 'Nothing is recorded yet: times are expected as planned.';
  if (!error) return 'Too few records yet to say how right that is.';
  return `By the plan alone times are off by ${share(error.plain)} on average, with this pace by ${share(error.learned)}; measured on ${error.samples.toLocaleString('en-GB')} records it was not learned from.`;
}
