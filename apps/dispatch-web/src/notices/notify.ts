import { externalStore } from '../live/external-store.ts';
import { problemLine } from '../session/problem-words.ts';

/** A word about what was just done, with the way back where there is one. */
export interface Notice {
  id: number;
  kind: 'done' | 'failed' | 'news';
  words: string;
  detail: string | null;
  undo: UndoStep | null;
  /** The way to what it is about. */
  open: NoticeWay | null;
}

interface NoticeWay {
  words: string;
  run: () => void;
}

interface UndoStep {
  words: string;
  run: () => Promise<unknown>;
}

const MOST_NOTICES = 3;
const MOST_UNDO_STEPS = 50;
let lastId = 0;
let undoSteps: UndoStep[] = [];

export const notices = externalStore<readonly Notice[]>([]);

/** Says that something is done. `undo` puts it back, by the notice's button or by Ctrl+Z. */
export function notifyDone(words: string, undo: UndoStep['run'] | null = null, detail: string | null = null): void {
  add({ kind: 'done', words, detail, undo: undo && rememberUndo(words, undo), open: null });
}

/** Says that something was not done, and why. Stays until it is closed. */
export function notifyFailure(words: string, error: unknown): void {
  add({ kind: 'failed', words, detail: problemLine(error), undo: null, open: null });
}

/** Says what somebody else did, and how to get there. */
export function notifyNews(words: string, open: NoticeWay): void {
  add({ kind: 'news', words, detail: null, undo: null, open });
}

/** For changes too small for a notice, such as a cell of a sheet: Ctrl+Z takes them back, newest first. */
export function rememberUndo(words: string, run: UndoStep['run']): UndoStep {
  const step = { words, run };
  undoSteps = [...undoSteps, step].slice(-MOST_UNDO_STEPS);
  return step;
}

export function closeNotice(id: number): void {
  notices.write(notices.read().filter((notice) => notice.id !== id));
}

export function undoNewest(): void {
  const newest = undoSteps.at(-1);
  if (newest) undo(newest);
}

export function undo(step: UndoStep): void {
  undoSteps = undoSteps.filter((one) => one !== step);
  notices.write(notices.read().filter((notice) => notice.undo !== step));
  step.run().then(
    () => notifyDone(`Undone: ${step.words}`),
    (error: unknown) => notifyFailure(`Not undone: ${step.words}`, error),
  );
}

/** What one member did is not for the next to take back. */
export function forgetUndo(): void {
  undoSteps = [];
  notices.write([]);
}

function add(notice: Omit<Notice, 'id'>): void {
  lastId += 1;
  notices.write([...notices.read(), { ...notice, id: lastId }].slice(-MOST_NOTICES));
}
