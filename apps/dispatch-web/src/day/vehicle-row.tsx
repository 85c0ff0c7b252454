import type { Itinerary } from '@roundsman/api-contract';
import { duration, vehicleHue } from '@roundsman/ui';
import { memo } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { Selection } from '../selection/selection.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import { ListRow } from './list-row.tsx';
import { UnreadMark } from './unread-mark.tsx';
import styles from './vehicle-row.module.css';

interface VehicleRowProps {
  row: RouteRow;
  itinerary: Itinerary | undefined;
  delaySeconds: number;
  /** Words of its crew that nobody has read. */
  unread: number;
  selected: boolean;
  onSelect: (selection: Selection) => void;
  onOpen: (itineraryId: string) => void;
}

const stateWords: Record<Itinerary['state'], string> = {
  draft: 'Not dispatched',
  dispatched: 'Dispatched, not started',
  started: 'Under way',
  interrupted: 'Interrupted',
  finished: 'Finished',
  cancelled: 'Cancelled',
};

const SMALL_SECONDS = 120;

/** `Vehicle 1   12/18   −8 min`, and who drives. */
export const VehicleRow = memo(function VehicleRow(props: VehicleRowProps) {
  const { row, itinerary, delaySeconds, unread, selected, onSelect, onOpen } = props;
  const underWay = itinerary?.state === 'started' || itinerary?.state === 'interrupted';
  const late = row.stops.filter((stop) => stop.risk === 'late' && !isBehind(stop)).length;
  const done = itinerary ? itinerary.progress.done + itinerary.progress.failed : 0;
  return (
    <div className={styles.row}>
      <ListRow
        mark={<span className={styles.hue} style={{ background: vehicleHue(row.hue).css }} />}
        title={<strong className={styles.name}>{row.name}</strong>}
        end={
          itinerary && (
            <>
              {unread > 0 && <UnreadMark count={unread} />}
              <span className={styles.progress}>
                {done}/{itinerary.progress.of}
              </span>
              {late > 0 && <span className={styles.late}>{late} late</span>}
              {late === 0 && underWay && <span className={styles.delay}>{spareWords(delaySeconds)}</span>}
            </>
          )
        }
        detail={
          itinerary
            ? `${stateWords[itinerary.state]}${itinerary.crew.length > 0 ? ` · ${itinerary.crew.map(({ name }) => name).join(', ')}` : ' · no crew'}`
            : 'Nothing to do'
        }
        selected={selected}
        onSelect={() => {
          if (row.vehicleId) onSelect({ kind: 'vehicle', id: row.vehicleId });
          else if (row.itineraryId) onSelect({ kind: 'itinerary', id: row.itineraryId });
        }}
        onOpen={itinerary && (() => onOpen(itinerary.id))}
      />
      {itinerary && (
        <button
          type="button"
          className={styles.open}
          aria-label={`Open the itinerary of ${row.name}`}
          title="Open the itinerary"
          onClick={() => onOpen(itinerary.id)}
        >
          <Icon name="right" />
        </button>
      )}
    </div>
  );
});

/** It ended, however it ended. */
const isBehind = ({ fill }: RouteRow['stops'][number]) =>
  fill === 'done' || fill === 'failed' || fill === 'partial' || fill === 'cancelled';

/** As on a departures board: minus is behind. */
function spareWords(delaySeconds: number): string {
  if (Math.abs(delaySeconds) <= SMALL_SECONDS) return 'on time';
  return delaySeconds > 0 ? `−${duration(delaySeconds)}` : `+${duration(-delaySeconds)}`;
}
