import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type ChangeExtent, serviceLevelWords } from '../job/job-words.ts';
import { useOperators, useVehicles } from '../queries/fleet.ts';
import { problemAt } from './form-problems.ts';
import type { JobValues } from './job-values.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';

const LEVELS = Object.entries(serviceLevelWords).map(([value, label]) => ({ value, label }));
const PEOPLE = ['1', '2', '3', '4', '5', '6'];
const MOST_SKILLS = 10;
const OF_THE_ITINERARY = 'Its itinerary was made for it';

/** How far it is carried, how long, by how many who can do what, and what the crew must know. */
export function HowFields({ values, problems, onChange, extent = 'all' }: PartProps & { extent?: ChangeExtent }) {
  const known = useKnownSkills();
  const planned = extent === 'beside_the_plan' ? { disabled: true, description: OF_THE_ITINERARY } : {};
  return (
    <div className={styles.fields}>
      {extent !== 'on_the_way' && (
        <>
          <div className={styles.pair}>
            <NativeSelect
              label="Service"
              data={LEVELS}
              error={problemAt(problems, 'serviceLevel')}
              value={values.serviceLevel}
              onChange={(event) => onChange({ serviceLevel: event.currentTarget.value as JobValues['serviceLevel'] })}
            />
            <TextInput
              label="Minutes on site"
              placeholder="as long as usual"
              inputMode="numeric"
              error={problemAt(problems, 'serviceSeconds')}
              value={values.minutes}
              onChange={(event) => onChange({ minutes: event.currentTarget.value })}
            />
          </div>
          <div className={styles.pair}>
            <NativeSelect
              label="People needed"
              data={PEOPLE}
              error={problemAt(problems, 'operatorsNeeded')}
              value={values.people}
              onChange={(event) => onChange({ people: event.currentTarget.value })}
              {...planned}
            />
            <TextInput
              label="Priority"
              description="0 to 100: what has more is left out last"
              inputMode="numeric"
              error={problemAt(problems, 'priority')}
              value={values.priority}
              onChange={(event) => onChange({ priority: event.currentTarget.value })}
            />
          </div>
          <TagsInput
            label="Skills or equipment needed"
            placeholder={values.skills.length === 0 ? 'none' : undefined}
            data={known}
            maxTags={MOST_SKILLS}
            error={problemAt(problems, 'skills')}
            value={[...values.skills]}
            onChange={(skills) => onChange({ skills })}
            {...planned}
          />
        </>
      )}
      <Textarea
        label="Note for the crew"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        error={problemAt(problems, 'notes')}
        value={values.notes}
        onChange={(event) => onChange({ notes: event.currentTarget.value })}
      />
      {extent !== 'on_the_way' && (
        <TextInput
          label="Order number"
          maxLength={80}
          error={problemAt(problems, 'orderNumber')}
          value={values.orderNumber}
          onChange={(event) => onChange({ orderNumber: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

/** What somebody can do or some vehicle has: anything else nobody could be found for. */
function useKnownSkills(): string[] {
  const skills = [...useOperators().values()].flatMap((operator) => operator.skills);
  const equipment = [...useVehicles().values()].flatMap((vehicle) => vehicle.equipment);
  return [...new Set([...skills, ...equipment])].toSorted();
}
