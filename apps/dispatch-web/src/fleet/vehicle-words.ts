import { money } from '../figures/money.ts';
import { readMoney } from '../forms/typed-numbers.ts';
import type { VehicleValues } from './vehicle-values.ts';

const joined = (parts: readonly (string | false)[], none: string) => parts.filter(Boolean).join(' · ') || none;

/** `30 min break · at most 25 jobs`: what a closed group of the form holds. */
export function limitWords(values: VehicleValues): string {
  const { breaks, mostJobs, mostLoadings, mostDrivingHours, stretchMinutes, restMinutes } = values;
  const most = (what: string, price: typeof mostJobs) =>
    price === '' ? `at most ${what}` : `${what}, more at a price`;
  return joined(
    [
      breaks.length > 0 && `${breaks.map(({ minutes }) => minutes).join(' and ')} min break`,
      mostJobs !== '' && most(`${mostJobs} jobs`, values.moreJobsPrice),
      mostDrivingHours !== '' && most(`${mostDrivingHours} h of driving`, values.moreDrivingPrice),
      stretchMinutes !== '' && `${restMinutes} min rest after ${stretchMinutes} min of driving`,
      Number(mostLoadings) > 1 && `${mostLoadings} loadings`,
    ],
    'none',
  );
}

/** `CHF 60.00 a day · CHF 0.60 a km · CHF 40.00 an hour`. */
export function costWords(values: VehicleValues, currency: string): string {
  const { perDay, perKilometer, perHour, overtimeAfterHours } = values;
  const said = (typed: typeof perDay, unit: string) => {
    const amountMinor = readMoney(typed, currency);
    return amountMinor !== null && amountMinor > 0 && `${money({ amountMinor, currency })} ${unit}`;
  };
  const overtime = overtimeAfterHours !== '' && `overtime after ${overtimeAfterHours} h`;
  return joined([said(perDay, 'a day'), said(perKilometer, 'a km'), said(perHour, 'an hour'), overtime], 'nothing');
}

/** `Anna, Beat · tail lift`. */
export function crewWords({ crew, equipment }: VehicleValues, nameOf: (operatorId: string) => string): string {
  const people = crew.map(({ operatorId }) => nameOf(operatorId)).join(', ');
  return joined([people, equipment.join(', ').replaceAll('_', ' ')], 'nobody yet');
}

export const areaWords = ({ areas }: VehicleValues): string => areas.join(', ') || 'everywhere';
