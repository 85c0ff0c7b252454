import { Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import type { BodyOf, geofenceEndpoints as contract, Geofence } from '@roundsman/api-contract';
import { geofenceEndpoints } from '@roundsman/client';
import { Loading } from '@roundsman/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { difference } from '../forms/difference.ts';
import styles from '../forms/form.module.css';
import { FormSheet } from '../forms/form-sheet.tsx';
import { NumberField } from '../forms/number-field.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { drawnArea } from './area-shape.ts';
import sheetStyles from './area-sheet.module.css';
import {
  AREA_FIELDS,
  AREA_KIND_WORDS,
  type AreaInput,
  type AreaValues,
  areaValues,
  FIRST_AREA,
  LEAST_RADIUS_METERS,
  MOST_RADIUS_METERS,
  readArea,
  SHAPE_WORDS,
} from './area-values.ts';

type AreaPatch = BodyOf<typeof contract.update>;

const AreaMap = lazy(() => import('./area-map.tsx').then((module) => ({ default: module.AreaMap })));

interface AreaSheetProps {
  /** null: a new one. */
  area: Geofence | null;
  all: readonly Geofence[];
  onClose: () => void;
}

/** A new area, or changes to one: what it is, and where. */
export function AreaSheet({ area, all, onClose }: AreaSheetProps) {
  const { add, change, remove } = useAreaChange();
  const [first] = useState(() => (area ? areaValues(area) : FIRST_AREA));
  const [values, setValues] = useState<AreaValues>(first);
  const set = (part: Partial<AreaValues>) => setValues((before) => ({ ...before, ...part }));
  const { body, faults } = readArea(values);
  const others = useMemo(() => all.filter(({ id }) => id !== area?.id).map(drawnArea), [all, area]);

  const save = async () => {
    if (!body) return;
    if (!area) {
      await add(body);
      notifyDone(`${body.name} is added.`);
      return;
    }
    const differs = difference<AreaPatch>(area, body);
    if (!differs) return;
    await change(area.id, differs.change);
    notifyDone(`${body.name} is changed.`, () => change(area.id, differs.back));
  };

  return (
    <FormSheet
      title={area ? `Change ${area.name}` : 'Add an area'}
      confirm={area ? 'Change it' : 'Add it'}
      fields={AREA_FIELDS}
      faults={faults}
      changed={values !== first}
      onSave={save}
      onClose={onClose}
      aside={
        area && (
          <Button
            className={styles.start}
            size="compact-sm"
            variant="default"
            onClick={() => {
              onClose();
              remove(area);
            }}
          >
            Remove it
          </Button>
        )
      }
    >
      {(faultOf) => (
        <div className={styles.form}>
          <div className={styles.pair}>
            <TextInput
              label="Name"
              placeholder="Yard in Schaan"
              data-autofocus
              maxLength={200}
              value={values.name}
              error={faultOf('name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <Select
              label="Kind"
              allowDeselect={false}
              data={Object.entries(AREA_KIND_WORDS).map(([value, label]) => ({ value, label }))}
              value={values.kind}
              error={faultOf('kind')}
              onChange={(kind) => kind !== null && set({ kind: kind as AreaValues['kind'] })}
            />
          </div>
          <Switch
            label="Watched"
            description="Whoever drives in or out is noted, told to webhooks, and shown"
            checked={values.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
          <SegmentedControl
            aria-label="Shape"
            data={Object.entries(SHAPE_WORDS).map(([value, label]) => ({ value, label }))}
            value={values.shape}
            onChange={(shape) => set({ shape: shape as AreaValues['shape'] })}
          />
          {values.shape === 'circle' && (
            <NumberField
              label="Around it, m"
              min={LEAST_RADIUS_METERS}
              max={MOST_RADIUS_METERS}
              value={values.radiusMeters}
              onChange={(radiusMeters) => set({ radiusMeters })}
            />
          )}
          <div>
            <div className={sheetStyles.map}>
              <Suspense fallback={<Loading label="Opening the map" />}>
                <AreaMap values={values} others={others} set={set} />
              </Suspense>
            </div>
            {faultOf('area') !== null && <p className={styles.fault}>{faultOf('area')}</p>}
            {values.shape === 'polygon' && <Corners values={values} set={set} />}
          </div>
        </div>
      )}
    </FormSheet>
  );
}

/** What was drawn wrongly is taken back, one corner after the other. */
function Corners({ values: { ring }, set }: { values: AreaValues; set: (part: Partial<AreaValues>) => void }) {
  return (
    <div className={sheetStyles.corners}>
      <span className={styles.note}>
        {ring.length === 1 ? '1 corner' : `${ring.length} corners`}. A click adds one; drag one to move it, double click
        to take it away.
      </span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={ring.length === 0}
        onClick={() => set({ ring: ring.slice(0, -1) })}
      >
        Take back the last
      </Button>
    </div>
  );
}

function useAreaChange() {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([keys.areas, keys.inside].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  const add = async (body: AreaInput) => {
    await client.call(geofenceEndpoints.create, { body });
    await refresh();
  };
  return {
    add,
    change: async (geofenceId: string, body: AreaPatch) => {
      await client.call(geofenceEndpoints.update, { params: { geofenceId }, body });
      await refresh();
    },
    /** It comes back as another one of the same shape: who was in it is not known any more. */
    remove({ id, createdAt: _, ...body }: Geofence) {
      client
        .call(geofenceEndpoints.remove, { params: { geofenceId: id } })
        .then(refresh)
        .then(
          () => notifyDone(`${body.name} is removed.`, () => add(body)),
          (error: unknown) => notifyFailure(`${body.name} is not removed.`, error),
        );
    },
  };
}
