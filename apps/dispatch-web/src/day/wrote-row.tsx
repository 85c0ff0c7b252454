import { timeOfDay, vehicleHue } from '@roundsman/ui';
import type { CrewThatWrote } from '../itinerary/crews-that-wrote.ts';
import { useOpenItinerary, useSelection } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import { ListRow } from './list-row.tsx';
import { UnreadMark } from './unread-mark.tsx';
import styles from './vehicle-row.module.css';

interface WroteRowProps {
  crew: CrewThatWrote;
  /** Of its vehicle; absent when its itinerary was taken off. */
  row: RouteRow | undefined;
}

/** `14:02 Mia, Vehicle 3` over what she wrote: a click opens the words, for that is what is to be done with them. */
export function WroteRow({ crew, row }: WroteRowProps) {
  const { zone } = useOrganisation();
  const [selection] = useSelection();
  const { openItinerary } = useOpenItinerary();
  const { itineraryId, unread, newest } = crew;
  return (
    <ListRow
      mark={row && <span className={styles.hue} style={{ background: vehicleHue(row.hue).css }} />}
      title={`${timeOfDay(new Date(newest.at), zone)} ${[newest.name, row?.name].filter(Boolean).join(', ')}`}
      end={<UnreadMark count={unread} />}
      detail={newest.words}
      selected={selection?.id === itineraryId}
      onSelect={() => openItinerary(itineraryId)}
      onOpen={() => openItinerary(itineraryId)}
    />
  );
}
