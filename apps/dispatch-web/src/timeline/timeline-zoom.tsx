import { ActionIcon } from '@mantine/core';
import { Icon } from '../icons/icon.tsx';
import styles from './timeline-zoom.module.css';

const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8];

export function TimelineZoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  const step = (by: number) => onZoom(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, ZOOMS.indexOf(zoom) + by))] ?? 1);
  return (
    <div className={styles.zoom}>
      <ActionIcon variant="subtle" size="sm" aria-label="Less detail" disabled={zoom === 1} onClick={() => step(-1)}>
        <Icon name="minus" />
      </ActionIcon>
      <ActionIcon variant="subtle" size="sm" aria-label="More detail" disabled={zoom === 8} onClick={() => step(1)}>
        <Icon name="plus" />
      </ActionIcon>
      <ActionIcon variant="subtle" size="sm" aria-label="The whole day" disabled={zoom === 1} onClick={() => onZoom(1)}>
        <Icon name="fit" />
      </ActionIcon>
    </div>
  );
}
