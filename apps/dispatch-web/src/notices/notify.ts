import { externalStore } from '../live/external-store.ts';
import { problemLine } from '../session/problem-words.ts';

/** A word about what was just done, with the way back where there is one. */
export interface Notice {
  id: number;
  kind: 'done' | 'failed';
  words: string;
  detail: string | null;
  undo: (() => Promise<unknown>) | null;
}

const MOST_NOTICES = 3;
let lastId = 0;

export const notices = externalStore<readonly Notice[]>([]);

/** Says that something is done. `undo` puts it back; it is offered until the notice leaves or the next one replaces it. */
export function notifyDone(words: string, undo: Notice['undo'] = null, detail: string | null = null): void {
  add({ kind: 'done', words, detail, undo });
}

/** Says that something was not done, and why. Stays until it is closed. */
export function notifyFailure(words: string, error: unknown): void {
  add({ kind: 'failed', words, detail: problemLine(error), undo: null });
}

export function closeNotice(id: number): void {
  notices.write(notices.read().filter((notice) => notice.id !== id));
}

/** Takes back the newest thing that can be. */
export function undoNewest(): void {
  const newest = notices.read().findLast((notice) => notice.undo !== null);
  if (newest) undoNotice(newest);
}

export function undoNotice(notice: Notice): void {
  closeNotice(notice.id);
  notice.undo?.().then(
    () => notifyDone('Undone.'),
    (error: unknown) => notifyFailure('It could not be undone.', error),
  );
}

function add(notice: Omit<Notice, 'id'>): void {
  lastId += 1;
  notices.write([...notices.read(), { ...notice, id: lastId }].slice(-MOST_NOTICES));
}
