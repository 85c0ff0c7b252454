import type { Plan } from '@roundsman/api-contract';
import { distance, distanceDifference, duration, durationDifference } from '@roundsman/ui';
import { money, moneyDifference } from '../figures/money.ts';

export type Figures = NonNullable<Plan['figures']>;

/** One line of a comparison: a figure, how it reads, how its difference reads, and which direction is better. */
export interface FigureLine {
  name: string;
  value: (figures: Figures) => number;
  words: (figures: Figures) => string;
  difference: (by: number, figures: Figures) => string;
  better: 'less' | 'more';
  /** Grows with the jobs placed: says nothing of two plans that place differently many. */
  grows?: true;
}

const signed = (by: number) => (by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0');
const count = (name: string, value: FigureLine['value'], better: FigureLine['better']): FigureLine => ({
  name,
  value,
  words: (figures) => value(figures).toLocaleString('en-GB'),
  difference: signed,
  better,
});
const time = (name: string, value: FigureLine['value']): FigureLine => ({
  name,
  value,
  words: (figures) => duration(value(figures)),
  difference: durationDifference,
  better: 'less',
});
const growing = (line: FigureLine): FigureLine => ({ ...line, grows: true });

export const figureLines: readonly FigureLine[] = [
  count('Jobs placed', (figures) => figures.placed, 'more'),
  count('Not placed', (figures) => figures.unplaced, 'less'),
  {
    name: 'Cost',
    value: (figures) => figures.cost.amountMinor,
    words: (figures) => money(figures.cost),
    difference: (by, figures) => moneyDifference({ amountMinor: by, currency: figures.cost.currency }),
    better: 'less',
    grows: true,
  },
  growing(count('Vehicles used', (figures) => figures.vehicles, 'less')),
  {
    name: 'Driven',
    value: (figures) => figures.driveMeters,
    words: (figures) => distance(figures.driveMeters),
    difference: distanceDifference,
    better: 'less',
    grows: true,
  },
  growing(time('Driving', (figures) => figures.driveSeconds)),
  time('Waiting', (figures) => figures.waitSeconds),
  growing(time('At the door', (figures) => figures.serviceSeconds)),
  count('Stops late', (figures) => figures.lateStops, 'less'),
  time('Late in all', (figures) => figures.lateSeconds),
  count('Overloads', (figures) => figures.overloads.length, 'less'),
];

/** Compared with the first column. A plan that leaves jobs out is not better for costing less: that is only `different`. */
export function verdict(line: FigureLine, base: Figures, other: Figures): 'same' | 'better' | 'worse' | 'different' {
  const by = line.value(other) - line.value(base);
  if (by === 0) return 'same';
  if (line.grows && other.placed !== base.placed) return 'different';
  return by < 0 === (line.better === 'less') ? 'better' : 'worse';
}
