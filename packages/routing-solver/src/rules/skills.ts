import type { Job, Vehicle } from '../problem.ts';
import type { EligibilityRule } from './index.ts';

/** With a price it is a soft rule (`ride-prices.ts`). */
export const skills: EligibilityRule = (job, vehicle) => {
  if (job.missingSkillPrice !== undefined) return null;
  const missing = missingSkills(job, vehicle);
  if (missing.length === 0) return null;
  return {
    reason: 'skill_missing',
    by: missing.length,
    detail: `Vehicle ${vehicle.id} lacks ${missing.length === 1 ? 'the skill' : 'the skills'} ${missing.join(', ')}.`,
  };
};

export function missingSkills(job: Job, vehicle: Vehicle): string[] {
  return (job.skills ?? []).filter((skill) => !vehicle.skills?.includes(skill));
}
