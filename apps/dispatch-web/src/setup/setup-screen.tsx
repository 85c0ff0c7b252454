import { Tabs } from '@mantine/core';
import { Sentence } from '@roundsman/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useOrganisation } from '../session/organisation-context.ts';
import { SETUP_PARTS } from './setup-parts.ts';
import styles from './setup-screen.module.css';
import type { SetupSearch } from './setup-search.ts';

/** How the platform is set up, who else may speak to it, and what the public is told about it. */
export function SetupScreen() {
  const { organisation, can } = useOrganisation();
  const { tab = 'organisation' } = useSearch({ from: '/setup' });
  const navigate = useNavigate({ from: '/setup' });
  const parts = SETUP_PARTS.map(({ title, tabs }) => ({
    title,
    tabs: tabs.filter(({ needs }) => needs === undefined || can(needs)),
  })).filter(({ tabs }) => tabs.length > 0);
  return (
    <div className={styles.screen}>
      <Sentence detail={organisation.kind === 'sandbox' ? 'A sandbox: a world to try things in.' : undefined}>
        {organisation.name}
      </Sentence>
      <Tabs
        classNames={{ root: styles.tabs, tabLabel: styles.label }}
        orientation="vertical"
        variant="pills"
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({
            to: '/setup',
            search: (before) => ({ ...before, tab: (next ?? undefined) as SetupSearch['tab'] }),
          })
        }
      >
        <nav className={styles.parts} aria-label="Set-up">
          {parts.map(({ title, tabs }) => (
            <div key={title} className={styles.part}>
              <h2 className={styles.title}>{title}</h2>
              <Tabs.List aria-label={title} className={styles.list}>
                {tabs.map(({ value, label }) => (
                  <Tabs.Tab
                    key={value}
                    value={value}
                    className={styles.tab}
                    tabIndex={value === doorOf(tabs, tab) ? 0 : -1}
                  >
                    {label}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
            </div>
          ))}
        </nav>
        {parts.flatMap(({ tabs }) =>
          tabs.map(({ value, Panel }) => (
            <Tabs.Panel key={value} value={value} className={styles.panel}>
              <Panel />
            </Tabs.Panel>
          )),
        )}
      </Tabs>
    </div>
  );
}

/** Where the keyboard enters a part: at the tab that is open, else at its first. Arrows go on from there. */
const doorOf = (tabs: readonly { readonly value: string }[], open: string) =>
  tabs.find(({ value }) => value === open)?.value ?? tabs[0]?.value;
