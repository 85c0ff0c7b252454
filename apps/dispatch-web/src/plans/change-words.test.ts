import { expect, it } from 'vitest';
import { changeNote, changeSummary } from './change-words.ts';

const none = { kept: 0, otherVehicle: 0, otherTime: 0, added: 0, takenOff: 0, promisesBroken: 0 };

it('says what a plan changes of the day, and what it leaves alone', () => {
  expect(changeSummary({ ...none, kept: 41, otherVehicle: 3, takenOff: 1, promisesBroken: 1 })).toBe(
    '3 jobs go onto another vehicle, 1 job is taken off; 41 jobs stay as they are. 1 promise cannot be kept.',
  );
  expect(changeSummary({ ...none, kept: 1 })).toBe('Nothing changes: 1 job stays as it is.');
});

it('has a short form for the head of a plan', () => {
  expect(changeNote({ ...none, kept: 6, otherTime: 2, promisesBroken: 2 })).toBe(
    '2 of 8 visits change, 2 of them a promise',
  );
  expect(changeNote({ ...none, kept: 8, added: 1 })).toBe('nothing told changes');
  expect(changeNote(null)).toBe('');
});
