import { Tabs } from '@mantine/core';
import { Sentence } from '@roundsman/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AreaTable } from '../areas/area-table.tsx';
import { useOperators, useVehicles } from '../queries/fleet.ts';
import styles from './fleet-screen.module.css';
import type { FleetSearch } from './fleet-search.ts';
import { LocationTable } from './location-table.tsx';
import type { FleetStep } from './next-step.ts';
import { OperatorTable } from './operator-table.tsx';
import { useNextFleetStep } from './use-next-step.ts';
import { VehicleTable } from './vehicle-table.tsx';

const STEP_WORDS: Record<FleetStep, string> = {
  locations: 'First a place that vehicles start from; then the vehicles, then the people who drive.',
  vehicles: 'Next: the vehicles.',
  operators: 'Next: the people who drive, and a phone for each.',
};

/** Vehicles, people and their devices, places, and the areas that are watched. */
export function FleetScreen() {
  const { tab = 'vehicles' } = useSearch({ from: '/fleet' });
  const navigate = useNavigate({ from: '/fleet' });
  const vehicles = [...useVehicles().values()];
  const operators = [...useOperators().values()];
  const active = vehicles.filter((vehicle) => vehicle.active).length;
  const paired = operators.filter((operator) => operator.devices.length > 0).length;
  const step = useNextFleetStep();
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <Sentence detail={step ? STEP_WORDS[step] : undefined}>
          {vehicles.length + operators.length === 0
            ? 'The fleet'
            : `${active} ${active === 1 ? 'vehicle' : 'vehicles'} in service, ${paired} of ${operators.length} people with a paired device`}
        </Sentence>
      </div>
      <Tabs
        className={styles.tabs}
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({
            to: '/fleet',
            search: (before) => ({ ...before, tab: (next ?? undefined) as FleetSearch['tab'] }),
          })
        }
      >
        <Tabs.List className={styles.list}>
          <Tabs.Tab value="vehicles">Vehicles</Tabs.Tab>
          <Tabs.Tab value="operators">People</Tabs.Tab>
          <Tabs.Tab value="locations">Places</Tabs.Tab>
          <Tabs.Tab value="areas">Areas</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="vehicles" className={styles.panel}>
          <VehicleTable />
        </Tabs.Panel>
        <Tabs.Panel value="operators" className={styles.panel}>
          <OperatorTable />
        </Tabs.Panel>
        <Tabs.Panel value="locations" className={styles.panel}>
          <LocationTable />
        </Tabs.Panel>
        <Tabs.Panel value="areas" className={styles.panel}>
          <AreaTable />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
