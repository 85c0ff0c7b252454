import { expect, it } from 'vitest';
import { inDispatchersWords } from './dispatchers-words.ts';

it('a reason of the solver names vehicles and jobs as people do, and weighs in kilograms', () => {
  const day = { vehicles: [{ id: 'v-11', name: 'Vehicle 11' }], jobs: [{ id: 'j-2', code: 'J-7K2M' }] };
  expect(inDispatchersWords(day, 'The job takes 6200000 g, vehicle v-11 holds 5500500 g.')).toBe(
    'The job takes 6,200 kg, Vehicle 11 holds 5,500.5 kg.',
  );
  expect(inDispatchersWords(day, 'It follows job j-2, which is not planned.')).toBe(
    'It follows J-7K2M, which is not planned.',
  );
  expect(inDispatchersWords(day, 'Vehicle v-11 lacks the skill gas.')).toBe('Vehicle 11 lacks the skill gas.');
});
