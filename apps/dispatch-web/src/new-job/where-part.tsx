import { Button, TextInput } from '@mantine/core';
import type { LonLatDto } from '@roundsman/api-contract';
import { distance, Loading } from '@roundsman/ui';
import { lazy, Suspense, useState } from 'react';
import { nearestAddress } from '../addresses/nearest-address.ts';
import { LEAST_LETTERS, type Suggestion, useSuggestions } from '../addresses/use-suggestions.ts';
import { Icon } from '../icons/icon.tsx';
import addressStyles from '../job/job-address.module.css';
import { confidenceWords } from '../job/job-address.tsx';
import { Section } from '../job/section.tsx';
import { problemLine } from '../session/problem-words.ts';
import { AccessFields } from './access-fields.tsx';
import { problemAt } from './form-problems.ts';
import { FormerAddresses } from './former-addresses.tsx';
import type { JobValues, Place } from './job-values.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';
import { readStreet, writeStreet } from './read-street.ts';
import { SuggestField } from './suggest-field.tsx';

const PointMap = lazy(() => import('../pin-map/point-map.tsx').then((module) => ({ default: module.PointMap })));

const OWN_PARTS = ['address.postcode', 'address.city'];

const placeReasons: Record<Place['confidence'], string> = {
  high: 'the map knows this house',
  medium: 'between two houses that the map knows',
  low: 'the street or the place only; set the pin',
  pinned: 'the pin counts, whatever the address says',
};

const offerReasons = { medium: 'between two houses that the map knows', low: 'without a house' } as const;

/** Where it is: addresses are offered while one is typed, with how sure the map is, and the pin can be moved. */
export function WherePart({ values, problems, onChange }: PartProps) {
  const typed = [values.street, values.postcode, values.city].map((text) => text.trim());
  const line = typed.filter(Boolean).join(' ');
  const known = useSuggestions(line);
  const suggestions = line.length < LEAST_LETTERS ? [] : known.rows;
  const place = values.place ?? placeOf(suggestions.find((one) => isWhatIsTyped(one, values)));
  const [isPinShown, setPinShown] = useState(false);
  const [near, setNear] = useState<string | null>(null);

  const type = (change: Partial<JobValues>) => {
    setNear(null);
    // Another address than the one that was found, or that the pin was set for.
    onChange({ ...change, place: null });
  };
  const choose = ({ address, point, confidence }: Suggestion) => {
    const { street, postcode, city, country } = address;
    // A street without its houses: the number that was typed is still the number.
    const houseNumber = address.houseNumber || readStreet(values.street, values).houseNumber;
    setNear(null);
    onChange({ street: writeStreet({ street, houseNumber }), postcode, city, country, place: { point, confidence } });
  };
  const movePin = async (point: LonLatDto) => {
    onChange({ place: { point, confidence: 'pinned' } });
    const nearest = await nearestAddress(point);
    setNear(nearest && `Nearest address: ${nearest.line} (${distance(nearest.distanceMeters)})`);
  };

  return (
    <Section
      title="Where"
      aside={
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Icon name="pin" />}
          onClick={() => setPinShown(!isPinShown)}
        >
          {isPinShown ? 'Leave the pin' : place ? 'Look at the pin' : 'Set the pin'}
        </Button>
      }
    >
      <div className={styles.fields}>
        {typed.every((text) => text === '') && values.customerId !== '' && (
          <FormerAddresses
            customerId={values.customerId}
            onChoose={({ given, point, confidence }) =>
              onChange({
                street: writeStreet(given),
                postcode: given.postcode,
                city: given.city,
                country: given.country,
                place: point === null || confidence === 'none' ? null : { point, confidence },
              })
            }
          />
        )}
        <SuggestField
          label="Street and number"
          placeholder="Landstrasse 12"
          maxLength={200}
          error={problemAt(problems, 'address', OWN_PARTS) ?? problemAt(problems, 'point')}
          value={values.street}
          onType={(street) => type({ street })}
          options={place ? [] : suggestions}
          keyOf={({ line, point }) => `${line} ${point.lon} ${point.lat}`}
          show={({ line, confidence }) => (
            <>
              <span className={styles.optionName}>{line}</span>
              {confidence !== 'high' && <span className={styles.optionDetail}>{offerReasons[confidence]}</span>}
            </>
          )}
          onChoose={choose}
        />
        <div className={styles.postcode}>
          <TextInput
            label="Postcode"
            maxLength={20}
            error={problemAt(problems, 'address.postcode')}
            value={values.postcode}
            onChange={(event) => type({ postcode: event.currentTarget.value })}
          />
          <TextInput
            label="Place"
            maxLength={120}
            error={problemAt(problems, 'address.city')}
            value={values.city}
            onChange={(event) => type({ city: event.currentTarget.value })}
          />
        </div>
        <p className={styles.note} role="status">
          {place
            ? `${confidenceWords[place.confidence]}: ${placeReasons[place.confidence]}.`
            : typed[0] !== '' && notFoundYet(suggestions.length, known.error)}
          {near && ` ${near}.`}
        </p>
        {isPinShown && (
          <div className={addressStyles.map}>
            <Suspense fallback={<Loading label="Opening the map" />}>
              <PointMap
                at={place?.point ?? null}
                name={values.name.trim() || 'the job'}
                label={`Where ${values.name.trim() || 'the job'} is; drag the pin, or click where it belongs`}
                look={place && place.confidence !== 'pinned' ? place.point : null}
                clickable
                onMove={(point) => void movePin(point)}
              />
            </Suspense>
          </div>
        )}
        <AccessFields values={values} problems={problems} onChange={onChange} />
      </div>
    </Section>
  );
}

function notFoundYet(offered: number, error: unknown): string {
  if (error) return `The map cannot be asked: ${problemLine(error)}`;
  return offered > 0
    ? 'Choose one of the list, and it is certain where it is.'
    : 'The map knows no address like this. Correct it, or set the pin.';
}

const placeOf = (found: Suggestion | undefined): Place | null =>
  found ? { point: found.point, confidence: found.confidence } : null;

/** Typed out in full, an address need not be chosen as well. */
function isWhatIsTyped({ address, confidence }: Suggestion, values: JobValues): boolean {
  const typed = readStreet(values.street, values);
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
  return (
    confidence !== 'low' &&
    same(typed.street, address.street) &&
    same(typed.houseNumber, address.houseNumber) &&
    (typed.postcode !== '' || typed.city !== '') &&
    (typed.postcode === '' || same(typed.postcode, address.postcode)) &&
    (typed.city === '' || same(typed.city, address.city))
  );
}
