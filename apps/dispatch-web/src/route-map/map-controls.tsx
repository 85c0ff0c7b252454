import { showPoints, useMapState } from '@roundsman/ui/map';
import { Icon } from '../icons/icon.tsx';
import type { RouteRow } from '../timeline/route-row.ts';
import styles from './map-controls.module.css';
import type { LoosePlace } from './place-layers.tsx';

export function MapControls({ rows, loose }: { rows: readonly RouteRow[]; loose: readonly LoosePlace[] }) {
  const { map } = useMapState();
  const showAll = () =>
    showPoints(map, [
      ...rows.flatMap((row) => row.stops.flatMap((stop) => (stop.point ? [stop.point] : []))),
      ...loose.map((place) => place.point),
    ]);
  return (
    <div className={styles.group}>
      <button type="button" className={styles.button} aria-label="Closer" onClick={() => map.zoomIn()}>
        <Icon name="plus" sizePx={18} />
      </button>
      <button type="button" className={styles.button} aria-label="Farther" onClick={() => map.zoomOut()}>
        <Icon name="minus" sizePx={18} />
      </button>
      <button type="button" className={styles.button} aria-label="Show everything" onClick={showAll}>
        <Icon name="fit" sizePx={18} />
      </button>
    </div>
  );
}

export function LassoButton({ drawing, onPress }: { drawing: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label="Choose several by drawing around them"
      aria-pressed={drawing}
      onClick={onPress}
    >
      <Icon name="lasso" sizePx={18} />
    </button>
  );
}
