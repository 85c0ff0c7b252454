/** Reports: a day in figures. */
export { reportDay } from './report-day.ts';
export { reportPace } from './report-pace.ts';
