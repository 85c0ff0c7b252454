import type { StatusComponent, StatusDocument } from '@roundsman/api-contract';
import styles from './component-groups.module.css';
import { DayBars } from './day-bars.tsx';
import { daysInWords, daysOf, daysToTell, uptimeWords } from './day-words.ts';
import { StateWords } from './state-words.tsx';

/** All components in their groups: name, one word, 90 days; opened, the days in words. */
export function ComponentGroups({ document }: { document: StatusDocument }) {
  return document.groups.map((group) => (
    <section key={group.id} aria-labelledby={`group-${group.id}`}>
      <h2 id={`group-${group.id}`} className={styles.group}>
        {group.name}
      </h2>
      <ul className={styles.list}>
        {group.components.map((component) => (
          <li key={component.id}>
            <ComponentRow component={component} firstDay={document.firstDay} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function ComponentRow({ component, firstDay }: { component: StatusComponent; firstDay: string }) {
  const days = daysOf(component.days, firstDay);
  return (
    <details className={styles.component}>
      <summary>
        <span className={styles.name}>{component.name}</span>
        <StateWords state={component.state} />
        <span className={styles.bars}>
          <DayBars days={days} />
        </span>
        <span className={styles.scale} aria-hidden="true">
          <span>{days.length} days ago</span>
          <span>{component.uptime === null ? 'no record yet' : `${uptimeWords(component.uptime)} uptime`}</span>
          <span>today</span>
        </span>
      </summary>
      <div className={styles.words}>
        {component.detail !== null && <p>Seen now: {component.detail}.</p>}
        <p>
          {daysInWords(days)}{' '}
          {component.uptime !== null && `Uptime ${uptimeWords(component.uptime)} of the time on record. `}
          Days are counted in UTC.
        </p>
        <dl className={styles.days}>
          {daysToTell(days).map(({ label, words }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
