import { describe, expect, it } from 'vitest';
import { firstVehicle } from './new-vehicle.ts';
import { areaWords, costWords, crewWords, limitWords } from './vehicle-words.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const van = firstVehicle('b', [], [], 'CHF');

describe('a closed group of the form', () => {
  it('says what is set in it', () => {
    expect(limitWords({ ...van, mostJobs: 25, mostLoadings: 2, stretchMinutes: 270, restMinutes: 45 })).toBe(
      '30 min break · at most 25 jobs · 45 min rest after 270 min of driving · 2 loadings',
    );
    expect(limitWords({ ...van, breaks: [], mostJobs: 25, moreJobsPrice: 7.5, mostDrivingHours: 9 })).toBe(
      '25 jobs, more at a price · at most 9 h of driving',
    );
    expect(plain(costWords({ ...van, overtimeAfterHours: 8.5 }, 'CHF'))).toBe(
      'CHF 60.00 a day · CHF 0.60 a km · CHF 40.00 an hour · overtime after 8.5 h',
    );
    const crew = [{ operatorId: 'a', role: 'driver' as const }];
    expect(crewWords({ ...van, crew, equipment: ['tail_lift'] }, () => 'Anna')).toBe('Anna · tail lift');
    expect(areaWords({ ...van, areas: ['94', '9490'] })).toBe('94, 9490');
  });

  it('says so where nothing is', () => {
    expect(limitWords({ ...van, breaks: [] })).toBe('none');
    expect(costWords({ ...van, perDay: 0, perKilometer: '', perHour: '' }, 'CHF')).toBe('nothing');
    expect(crewWords(van, () => '')).toBe('nobody yet');
    expect(areaWords(van)).toBe('everywhere');
  });
});
