/** Reports: a day in figures. */
export { reportDay } from './report-day.ts';
