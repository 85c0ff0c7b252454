import type { JobValues } from './job-values.ts';
import type { Problems } from './line-values.ts';

/** What every part of the form is given. */
export interface PartProps {
  values: JobValues;
  problems: Problems;
  onChange: (change: Partial<JobValues>) => void;
}
