import { describe, expect, it } from 'vitest';
import { draftOf, readBreak } from './break-draft.ts';

describe('a break as it is typed', () => {
  it('comes back as it was', () => {
    const lunch = { earliest: '11:30', latest: '13:00', durationSeconds: 2700 };
    expect(readBreak(draftOf(lunch))).toEqual({ value: lunch });
  });

  it('takes times as people write them', () => {
    expect(readBreak({ earliest: '9.30', latest: ' 9:45 ', minutes: '15' })).toEqual({
      value: { earliest: '09:30', latest: '09:45', durationSeconds: 900 },
    });
  });

  it('says what is wrong with it', () => {
    const wrong = (earliest: string, latest: string, minutes: number | string) =>
      readBreak({ earliest, latest, minutes });
    expect(wrong('noon', '13:00', 30)).toEqual({ wrong: 'Write times as 12:00.' });
    expect(wrong('24:00', '25:00', 30)).toEqual({ wrong: 'Write times as 12:00.' });
    expect(wrong('13:00', '12:00', 30)).toEqual({ wrong: 'The latest beginning comes before the earliest.' });
    for (const minutes of ['', 0, 481, 1.5])
      expect(wrong('12:00', '13:00', minutes)).toEqual({ wrong: 'A break is 1 to 480 minutes long.' });
  });
});
