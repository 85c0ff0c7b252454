import { TagsInput } from '@mantine/core';
import { FormGroup } from '../forms/form-group.tsx';
import { MoneyField } from '../forms/number-field.tsx';
import type { VehicleGroupProps } from './vehicle-sheet.tsx';
import { areaWords } from './vehicle-words.ts';

const FIELDS = ['areas', 'outsideAreasPriceMinor'];
const MOST_AREAS = 200;
const LONGEST_AREA = 12;

/** Where it goes, and what going elsewhere costs. */
export function VehicleAreas({ values, set, faultOf }: VehicleGroupProps) {
  return (
    <FormGroup title="Territory" words={areaWords(values)} fields={FIELDS} faultOf={faultOf}>
      <TagsInput
        label="Postcodes"
        description="Or how they begin: 9490, 94. Empty: everywhere"
        maxTags={MOST_AREAS}
        value={[...values.areas]}
        error={faultOf('areas')}
        onChange={(areas) => set({ areas: areas.map((area) => area.slice(0, LONGEST_AREA)) })}
      />
      {values.areas.length > 0 && (
        <MoneyField
          label="A job outside of it costs"
          description="Empty: it never goes there"
          placeholder="never"
          value={values.outsidePrice}
          error={faultOf('outsideAreasPriceMinor')}
          onChange={(outsidePrice) => set({ outsidePrice })}
        />
      )}
    </FormGroup>
  );
}
