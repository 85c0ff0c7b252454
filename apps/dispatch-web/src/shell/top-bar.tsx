import { ConnectionState } from '@roundsman/ui';
import { useFeedState } from '../live/feed.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { BranchPicker } from './branch-picker.tsx';
import { DatePicker } from './date-picker.tsx';
import { DaySentence } from './day-sentence.tsx';
import { MemberMenu } from './member-menu.tsx';
import { NewVersion } from './new-version.tsx';
import { SearchButton } from './search-button.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const { organisation, can } = useOrganisation();
  return (
    <header className={styles.bar}>
      <span className={styles.name}>{organisation.name}</span>
      <BranchPicker />
      <DatePicker />
      <DaySentence />
      <div className={styles.end}>
        <NewVersion />
        <SearchButton />
        {can('events:read') && <Connection />}
        <MemberMenu />
      </div>
    </header>
  );
}

function Connection() {
  const { kind, heardAt } = useFeedState();
  return (
    <span className={styles.connection}>
      <ConnectionState state={kind} lastHeardAt={heardAt === null ? null : new Date(heardAt)} />
    </span>
  );
}
