import styles from '../forms/form.module.css';
import { FormGroup } from '../forms/form-group.tsx';
import { MoneyField, NumberField } from '../forms/number-field.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import type { VehicleGroupProps } from './vehicle-sheet.tsx';
import { costWords } from './vehicle-words.ts';

const FIELDS = ['costs.fixedMinor', 'costs.perKilometreMinor', 'costs.perHourMinor', 'overtime'];

/** What a plan weighs: a day of it, a kilometre, an hour, and what is dearer of one. */
export function VehicleCosts({ values, set, faultOf }: VehicleGroupProps) {
  const { currency } = useOrganisation().organisation;
  return (
    <FormGroup title="Costs" words={costWords(values, currency)} fields={FIELDS} faultOf={faultOf}>
      <div className={styles.three}>
        <MoneyField
          label="A day"
          placeholder="nothing"
          value={values.perDay}
          error={faultOf('costs.fixedMinor')}
          onChange={(perDay) => set({ perDay })}
        />
        <MoneyField
          label="A kilometre"
          placeholder="nothing"
          value={values.perKilometer}
          error={faultOf('costs.perKilometreMinor')}
          onChange={(perKilometer) => set({ perKilometer })}
        />
        <MoneyField
          label="An hour"
          placeholder="nothing"
          value={values.perHour}
          error={faultOf('costs.perHourMinor')}
          onChange={(perHour) => set({ perHour })}
        />
      </div>
      <p className={styles.note}>Plans are made to cost least by these; a day counts only when the vehicle goes out.</p>
      <div className={styles.pair}>
        <NumberField
          label="Overtime after, h of a shift"
          placeholder="none"
          max={24}
          decimals={2}
          value={values.overtimeAfterHours}
          onChange={(overtimeAfterHours) => set({ overtimeAfterHours })}
        />
        <MoneyField
          label="An hour of it costs more"
          placeholder="nothing"
          value={values.overtimePerHour}
          error={faultOf('overtime')}
          onChange={(overtimePerHour) => set({ overtimePerHour })}
        />
      </div>
    </FormGroup>
  );
}
