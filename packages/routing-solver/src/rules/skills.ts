import type { EligibilityRule } from './index.ts';

export const skills: EligibilityRule = (job, vehicle) => {
  const missing = (job.skills ?? []).filter((skill) => !vehicle.skills?.includes(skill));
  if (missing.length === 0) return null;
  return {
    reason: 'skill_missing',
    by: missing.length,
    detail: `Vehicle ${vehicle.id} lacks ${missing.length === 1 ? 'the skill' : 'the skills'} ${missing.join(', ')}.`,
  };
};
