import { Menu } from '@mantine/core';
import { ColorSchemeSwitch } from '@roundsman/ui';
import { notifyFailure } from '../notices/notify.ts';
import { session } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './member-menu.module.css';

export function MemberMenu() {
  const { member, organisation } = useOrganisation();
  const signOut = () => {
    const elsewhere = session.current()?.providerSignOutUrl ?? null;
    session
      .signOut()
      .then(() => {
        if (elsewhere !== null) location.assign(elsewhere);
      })
      .catch((error: unknown) => notifyFailure('You are still signed in.', error));
  };
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick>
      <Menu.Target>
        <button type="button" className={styles.initials} aria-label={`${member.name}: your settings`}>
          {initials(member.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.member}>
          <strong>{member.name}</strong>
          <span>{member.email}</span>
          <span>
            {member.role} at {organisation.name}
          </span>
        </div>
        <div className={styles.scheme}>
          <ColorSchemeSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return `${[...first][0] ?? '?'}${[...last][0] ?? ''}`.toUpperCase();
}
