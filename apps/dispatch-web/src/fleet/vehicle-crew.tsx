import { MultiSelect, Select, TagsInput } from '@mantine/core';
import type { Vehicle } from '@roundsman/api-contract';
import styles from '../forms/form.module.css';
import { FormGroup } from '../forms/form-group.tsx';
import { useOperators, useVehicles } from '../queries/fleet.ts';
import type { VehicleGroupProps } from './vehicle-sheet.tsx';
import { crewWords } from './vehicle-words.ts';

type Role = Vehicle['crew'][number]['role'];

const ROLE_WORDS = { driver: 'drives', helper: 'helps', installer: 'installs' } as const satisfies Record<Role, string>;
const FIELDS = ['crew', 'equipment'];

/** Who usually rides on it, and what is on board. */
export function VehicleCrew({ values, set, faultOf }: VehicleGroupProps) {
  const operators = useOperators();
  const aboard = new Set([...useVehicles().values()].flatMap(({ equipment }) => equipment));
  const nameOf = (id: string) => operators.get(id)?.name ?? 'somebody unknown';
  const { crew } = values;
  const choose = (ids: readonly string[]) => {
    const roles = new Map(crew.map(({ operatorId, role }) => [operatorId, role]));
    const isDriven = ids.some((id) => roles.get(id) === 'driver');
    set({
      crew: ids.map((operatorId, place) => ({
        operatorId,
        role: roles.get(operatorId) ?? (place === 0 && !isDriven ? 'driver' : 'helper'),
      })),
    });
  };
  const people = [...operators.values()].filter(
    ({ id, active }) => active || crew.some(({ operatorId }) => operatorId === id),
  );
  return (
    <FormGroup title="Crew and equipment" words={crewWords(values, nameOf)} fields={FIELDS} faultOf={faultOf}>
      <MultiSelect
        label="Usual crew"
        description={
          people.length === 0 ? 'Nobody yet: add them under People' : 'Who was usually on another one changes over'
        }
        searchable
        selectFirstOptionOnChange
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={crew.map(({ operatorId }) => operatorId)}
        error={faultOf('crew')}
        onChange={choose}
      />
      {crew.map(({ operatorId, role }) => (
        <div key={operatorId} className={styles.role}>
          <span>{nameOf(operatorId)}</span>
          <Select
            aria-label={`What ${nameOf(operatorId)} does`}
            allowDeselect={false}
            data={Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label }))}
            value={role}
            onChange={(next) =>
              set({ crew: crew.map((one) => (one.operatorId === operatorId ? { ...one, role: next as Role } : one)) })
            }
          />
        </div>
      ))}
      <TagsInput
        label="Equipment"
        description="Enter after each. Jobs that ask for it go with this vehicle"
        data={[...aboard]}
        value={[...values.equipment]}
        error={faultOf('equipment')}
        onChange={(equipment) => set({ equipment: equipment.map((tag) => tag.slice(0, 40)) })}
      />
    </FormGroup>
  );
}
