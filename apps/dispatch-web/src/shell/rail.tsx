import type { Permission } from '@roundsman/api-contract';
import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../icons/icon.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './rail.module.css';

const screens = [
  { to: '/day', name: 'Day', icon: 'day', needs: 'itineraries:read' },
  { to: '/staging', name: 'Stage', icon: 'stage', needs: 'imports:write' },
  { to: '/plans', name: 'Plans', icon: 'plans', needs: 'plans:read' },
  { to: '/jobs', name: 'Jobs', icon: 'jobs', needs: 'jobs:read' },
  { to: '/fleet', name: 'Fleet', icon: 'fleet', needs: 'fleet:read' },
  { to: '/messages', name: 'Messages', icon: 'messages', needs: 'messages:read' },
  { to: '/reports', name: 'Reports', icon: 'reports', needs: 'reports:read' },
  { to: '/setup', name: 'Set-up', icon: 'setup', needs: 'organisation:read' },
] as const satisfies { to: string; name: string; icon: IconName; needs: Permission }[];

/** The screens that this member may open. */
export function Rail() {
  const { can } = useOrganisation();
  return (
    <nav className={styles.rail} aria-label="Screens">
      {screens
        .filter((screen) => can(screen.needs))
        .map(({ to, name, icon }) => (
          <Link key={to} to={to} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
            <Icon name={icon} sizePx={20} />
            {name}
          </Link>
        ))}
    </nav>
  );
}
