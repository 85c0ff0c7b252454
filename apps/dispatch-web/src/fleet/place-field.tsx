import { Autocomplete, Button } from '@mantine/core';
import type { LonLatDto } from '@roundsman/api-contract';
import { distance, Loading } from '@roundsman/ui';
import { lazy, Suspense, useRef, useState } from 'react';
import { nearestAddress } from '../addresses/nearest-address.ts';
import { LEAST_LETTERS, useSuggestions } from '../addresses/use-suggestions.ts';
import styles from '../forms/form.module.css';
import type { FaultOf } from '../forms/form-faults.ts';

const PointMap = lazy(() => import('../pin-map/point-map.tsx').then((module) => ({ default: module.PointMap })));

interface PlaceValue {
  readonly addressLine: string;
  readonly point: LonLatDto | null;
}

interface PlaceFieldProps extends PlaceValue {
  /** Whose pin it is. */
  name: string;
  faultOf: FaultOf;
  onChange: (change: Partial<PlaceValue>) => void;
}

/** An address found as one types, and the pin that says where exactly: a known address sets it, the hand corrects it. */
export function PlaceField({ addressLine, point, name, faultOf, onChange }: PlaceFieldProps) {
  const [look, setLook] = useState<LonLatDto | null>(null);
  const [near, setNear] = useState<{ line: string; metres: number } | null>(null);
  const { rows, error } = useSuggestions(addressLine);
  const pinned = useRef<LonLatDto | null>(null);
  const lines = [...new Set(rows.map(({ line }) => line))];
  const isUnknown = lines.length === 0 && addressLine.trim().length >= LEAST_LETTERS && point === null;

  const choose = (line: string) => {
    const found = rows.find((row) => row.line === line);
    if (!found) return;
    pinned.current = found.point;
    setLook(found.point);
    setNear(null);
    onChange({ addressLine: line, point: found.point });
  };
  const pin = async (to: LonLatDto) => {
    pinned.current = to;
    onChange({ point: to });
    const found = await nearestAddress(to);
    // Another place may have been chosen while this one was looked up.
    if (pinned.current === to) setNear(found && { line: found.line, metres: found.distanceMeters });
  };

  return (
    <>
      <Autocomplete
        label="Address"
        description="Choose from the list, and the pin is set"
        placeholder="Street, number, town"
        maxLength={200}
        data={lines}
        filter={({ options }) => options}
        selectFirstOptionOnChange={false}
        value={addressLine}
        error={faultOf('addressLine')}
        onChange={(text) => onChange({ addressLine: text })}
        onOptionSubmit={choose}
      />
      {error !== null && <p className={styles.note}>Addresses cannot be looked up right now: put the pin by hand.</p>}
      {error === null && isUnknown && (
        <p className={styles.note}>No known address is like this: put the pin where it is.</p>
      )}
      <div>
        <div className={styles.map}>
          <Suspense fallback={<Loading label="Opening the map" />}>
            <PointMap
              clickable
              at={point}
              look={look}
              name={name || 'The place'}
              label="Where it is; drag the pin or click to correct it"
              onMove={(to) => void pin(to)}
            />
          </Suspense>
        </div>
        {faultOf('point') !== null && <p className={styles.fault}>{faultOf('point')}</p>}
      </div>
      {near && near.line !== addressLine && (
        <p className={styles.note}>
          Nearest address: {near.line} ({distance(near.metres)}){' '}
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ addressLine: near.line })}>
            Use it
          </Button>
        </p>
      )}
    </>
  );
}
