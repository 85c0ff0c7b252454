import { vehicleHue } from '@roundsman/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useVehicles } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { BranchCalendar } from './branch-calendar.tsx';
import { hoursText } from './calendar-words.ts';
import styles from './calendars.module.css';
import { VehicleCalendar } from './vehicle-calendar.tsx';

/** Who works when: branches and vehicles at the left, the hours of one of them beside it. */
export function Calendars() {
  const { organisation, can } = useOrganisation();
  const { of } = useSearch({ from: '/setup' });
  const navigate = useNavigate({ from: '/setup' });
  const vehicles = [...useVehicles().values()];
  const vehicle = vehicles.find(({ id }) => id === of);
  const branch = organisation.branches.find(({ id }) => id === of) ?? organisation.branches[0];
  const choose = (id: string) => void navigate({ to: '/setup', search: (before) => ({ ...before, of: id }) });
  const isShown = (id: string) => id === (vehicle?.id ?? branch?.id);
  return (
    <div className={styles.screen}>
      <nav className={styles.whose} aria-label="Whose hours">
        <div>
          <h3>Branches</h3>
          {organisation.branches.map(({ id, name, zone }) => (
            <button
              key={id}
              type="button"
              className={styles.one}
              aria-current={isShown(id) || undefined}
              onClick={() => choose(id)}
            >
              {name}
              <small>{zone}</small>
            </button>
          ))}
        </div>
        {can('fleet:read') && (
          <div>
            <h3>Vehicles</h3>
            {vehicles.map(({ id, name, hue, shifts }) => (
              <button
                key={id}
                type="button"
                className={styles.one}
                aria-current={isShown(id) || undefined}
                onClick={() => choose(id)}
              >
                <span className={styles.hue} style={{ background: vehicleHue(hue).css }} />
                {name}
                <small>{hoursText(shifts) || 'no shifts'}</small>
              </button>
            ))}
          </div>
        )}
      </nav>
      {vehicle ? (
        <VehicleCalendar key={vehicle.id} vehicleId={vehicle.id} name={vehicle.name} />
      ) : (
        branch && <BranchCalendar key={branch.id} branchId={branch.id} name={branch.name} />
      )}
    </div>
  );
}
