import { Button, CloseButton, TextInput } from '@mantine/core';
import { keyAfter } from '../calendars/calendar-words.ts';
import styles from '../forms/form.module.css';
import { FormGroup } from '../forms/form-group.tsx';
import { MoneyField, NumberField } from '../forms/number-field.tsx';
import type { VehicleGroupProps } from './vehicle-sheet.tsx';
import type { BreakValues } from './vehicle-values.ts';
import { limitWords } from './vehicle-words.ts';

const FIELDS = [
  ...['breaks', 'mostJobs', 'mostJobsPriceMinor', 'mostLoadings', 'mostDrivingSeconds', 'mostDrivingPriceMinor'],
  'drivingBreak',
];

/** Breaks, and how much of anything a day may be. */
export function VehicleLimits({ values, set, faultOf }: VehicleGroupProps) {
  return (
    <FormGroup title="Breaks and limits" words={limitWords(values)} fields={FIELDS} faultOf={faultOf}>
      <Breaks breaks={values.breaks} fault={faultOf('breaks')} onChange={(breaks) => set({ breaks })} />
      <div className={styles.three}>
        <NumberField
          label="Jobs a day"
          placeholder="no limit"
          min={1}
          max={1000}
          value={values.mostJobs}
          error={faultOf('mostJobs')}
          onChange={(mostJobs) => set({ mostJobs })}
        />
        <NumberField
          label="Driving a day, h"
          placeholder="no limit"
          max={24}
          decimals={2}
          value={values.mostDrivingHours}
          error={faultOf('mostDrivingSeconds')}
          onChange={(mostDrivingHours) => set({ mostDrivingHours })}
        />
        <NumberField
          label="Loadings a shift"
          min={1}
          max={6}
          value={values.mostLoadings}
          error={faultOf('mostLoadings')}
          onChange={(mostLoadings) => set({ mostLoadings })}
        />
      </div>
      <p className={styles.note}>With more than one loading it may come back to its start and load again.</p>
      {(values.mostJobs !== '' || values.mostDrivingHours !== '') && (
        <div className={styles.pair}>
          {values.mostJobs !== '' && (
            <MoneyField
              label="Each job more costs"
              description="Empty: there is never one more"
              placeholder="never"
              value={values.moreJobsPrice}
              error={faultOf('mostJobsPriceMinor')}
              onChange={(moreJobsPrice) => set({ moreJobsPrice })}
            />
          )}
          {values.mostDrivingHours !== '' && (
            <MoneyField
              label="Each hour of driving more costs"
              description="Empty: there is never more"
              placeholder="never"
              value={values.moreDrivingPrice}
              error={faultOf('mostDrivingPriceMinor')}
              onChange={(moreDrivingPrice) => set({ moreDrivingPrice })}
            />
          )}
        </div>
      )}
      <div className={styles.pair}>
        <NumberField
          label="Driving at a stretch, min"
          placeholder="no limit"
          min={10}
          max={1440}
          decimals={1}
          value={values.stretchMinutes}
          onChange={(stretchMinutes) => set({ stretchMinutes })}
        />
        <NumberField
          label="Then a rest of, min"
          placeholder="none"
          min={1}
          max={480}
          decimals={1}
          value={values.restMinutes}
          error={faultOf('drivingBreak')}
          onChange={(restMinutes) => set({ restMinutes })}
        />
      </div>
    </FormGroup>
  );
}

const MOST_BREAKS = 4;

interface BreaksProps {
  breaks: readonly BreakValues[];
  fault: string | null;
  onChange: (breaks: readonly BreakValues[]) => void;
}

function Breaks({ breaks, fault, onChange }: BreaksProps) {
  const change = (key: number, part: Partial<BreakValues>) =>
    onChange(breaks.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => onChange([...breaks, { key: keyAfter(breaks), earliest: '11:30', latest: '13:30', minutes: 30 }]);
  return (
    <>
      {breaks.map((row, place) => (
        <div key={row.key} className={styles.break}>
          <TextInput
            label="Break begins from"
            value={row.earliest}
            error={fault !== null && place === 0}
            onChange={(event) => change(row.key, { earliest: event.currentTarget.value })}
          />
          <TextInput
            label="and at the latest"
            value={row.latest}
            onChange={(event) => change(row.key, { latest: event.currentTarget.value })}
          />
          <NumberField
            label="Takes, min"
            min={1}
            max={480}
            decimals={1}
            value={row.minutes}
            onChange={(minutes) => change(row.key, { minutes })}
          />
          <CloseButton
            aria-label={`Take out break ${place + 1}`}
            onClick={() => onChange(breaks.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {fault !== null && <p className={styles.fault}>{fault}</p>}
      {breaks.length < MOST_BREAKS && (
        <Button className={styles.start} size="compact-sm" variant="default" onClick={add}>
          {breaks.length === 0 ? 'Add a break' : 'Another break'}
        </Button>
      )}
    </>
  );
}
