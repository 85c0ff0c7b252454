import { CloseButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { useStore } from '../live/external-store.ts';
import styles from './notices.module.css';
import { closeNotice, type Notice, notices, undo, undoNewest } from './notify.ts';

const UNDO_MILLISECONDS = 12_000;
const DONE_MILLISECONDS = 5000;

/** At the foot of the window: what was done, with Undo (also Ctrl+Z); what failed stays until it is closed. */
export function Notices() {
  const shown = useStore(notices);
  useHotkeys([['mod+Z', undoNewest]]);
  return (
    <section className={styles.region} aria-label="Notices">
      {shown.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  useEffect(() => {
    if (notice.kind === 'failed') return;
    const timer = setTimeout(
      () => closeNotice(notice.id),
      notice.undo || notice.open ? UNDO_MILLISECONDS : DONE_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <div className={styles.notice} data-kind={notice.kind} role={notice.kind === 'failed' ? 'alert' : 'status'}>
      <p className={styles.words}>
        {notice.words}
        {notice.detail && <span className={styles.detail}>{notice.detail}</span>}
      </p>
      {notice.undo && (
        <button type="button" className={styles.undo} onClick={() => notice.undo && undo(notice.undo)}>
          Undo
        </button>
      )}
      {notice.open && (
        <button
          type="button"
          className={styles.undo}
          onClick={() => {
            notice.open?.run();
            closeNotice(notice.id);
          }}
        >
          {notice.open.words}
        </button>
      )}
      <CloseButton size="sm" aria-label="Close" onClick={() => closeNotice(notice.id)} />
    </div>
  );
}
