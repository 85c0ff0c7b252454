import { expect, it } from 'vitest';
import { hoursText, readHours, readWeek, weekTexts, weekWords } from './calendar-words.ts';

const week = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '07:00', to: '12:00' },
  { weekday, from: '13:00', to: '17:00' },
]);

it('says a week in the fewest words', () => {
  expect(weekWords([])).toBe('');
  expect(weekWords(week)).toBe('Mon–Fri 07:00–12:00, 13:00–17:00');
  expect(weekWords([...week.filter(({ weekday }) => weekday !== 3), { weekday: 6, from: '08:00', to: '12:00' }])).toBe(
    'Mon–Tue 07:00–12:00, 13:00–17:00, Thu–Fri 07:00–12:00, 13:00–17:00, Sat 08:00–12:00',
  );
});

it('reads back what it writes, and hours as people type them', () => {
  expect(readWeek(weekTexts(week))).toEqual(week);
  expect(hoursText(readHours('7-12; 22:00 – 26:00')!)).toBe('07:00–12:00, 22:00–26:00');
  expect(readHours(' ')).toEqual([]);
});

it.each(['8', '12–8', '8–8', '8–60', 'always', '08:00–12:99'])('%s is no hours', (text) => {
  expect(readHours(text)).toBeNull();
  expect(readWeek(['', text, '', '', '', '', ''])).toBeNull();
});
