import { attachFile, fileEndpoints, RefusedError, systemClock, UnreachableError, uuid7 } from '@roundsman/client';
import { externalStore } from '../live/external-store.ts';
import { client } from '../session/client.ts';
import { problemLine } from '../session/problem-words.ts';

export const ATTACHMENT_KINDS = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
const MOST_BYTES = 20 * 1024 * 1024;

/** A file on its way to a job. It goes on while other screens are open, and from where it stood when it is told to go on. */
export interface AttachmentUpload {
  /** The file's id once it is attached. */
  readonly id: string;
  readonly jobId: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'broken' | 'refused';
  /** Why it is broken or refused. */
  readonly words: string | null;
}

export const attachmentUploads = externalStore<readonly AttachmentUpload[]>([]);
/** Of this page's life: a file cannot be kept beyond it. */
const files = new Map<string, File>();
const ways = new Map<string, AbortController>();
let running = false;

const change = (id: string, to: Partial<AttachmentUpload>) =>
  attachmentUploads.write(attachmentUploads.read().map((one) => (one.id === id ? { ...one, ...to } : one)));

/** One after the other; what cannot be right is said before a byte travels. `onAttached`: the list is out of date. */
export function attach(jobId: string, chosen: readonly File[], onAttached: () => void): void {
  const added = chosen.map((file): AttachmentUpload => {
    const id = uuid7(systemClock.epochMilliseconds());
    const words = faultOf(file);
    if (words === null) files.set(id, file);
    const state = words === null ? 'waiting' : 'refused';
    return { id, jobId, name: file.name.slice(0, 200), bytes: file.size, sent: 0, state, words };
  });
  attachmentUploads.write([...attachmentUploads.read(), ...added]);
  void run(onAttached);
}

export function goOn(id: string, onAttached: () => void): void {
  change(id, { state: 'waiting', words: null });
  void run(onAttached);
}

/** Not wanted any more, or read. */
export function dropUpload(id: string): void {
  const isBegun = attachmentUploads.read().some((one) => one.id === id && one.sent > 0);
  ways.get(id)?.abort();
  forget(id);
  // If the platform is not told it forgets what it has of it after a day.
  if (isBegun) client.call(fileEndpoints.endUpload, { params: { uploadId: id } }).catch(() => {});
}

/** Whoever signs in next has nothing to do with them. */
export function dropAllUploads(): void {
  for (const way of ways.values()) way.abort();
  files.clear();
  attachmentUploads.write([]);
}

function forget(id: string): void {
  files.delete(id);
  attachmentUploads.write(attachmentUploads.read().filter((one) => one.id !== id));
}

async function run(onAttached: () => void): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (;;) {
      const next = attachmentUploads.read().find(({ state }) => state === 'waiting');
      if (!next) return;
      await send(next, onAttached);
    }
  } finally {
    running = false;
  }
}

async function send({ id, jobId, name }: AttachmentUpload, onAttached: () => void): Promise<void> {
  const file = files.get(id)!;
  const way = new AbortController();
  ways.set(id, way);
  change(id, { state: 'sending' });
  try {
    const onProgress = (sent: number) => change(id, { sent });
    await attachFile(client, { id, jobId, name, bytes: file }, { onProgress, signal: way.signal });
    forget(id);
    onAttached();
  } catch (error) {
    // Dropped by hand: there is nobody left to tell.
    if (way.signal.aborted) return;
    change(id, wordsOf(error));
  } finally {
    ways.delete(id);
  }
}

function faultOf({ size, type }: File): string | null {
  if (size === 0) return 'It is empty.';
  if (size > MOST_BYTES) return `It has ${Math.ceil(size / 1024 / 1024)} MB; the most is 20 MB.`;
  // Without a kind the platform tells it from the bytes.
  if (type !== '' && !ATTACHMENT_KINDS.includes(type)) return 'It is neither a picture (JPEG, PNG, WebP) nor a PDF.';
  return null;
}

function wordsOf(error: unknown): Pick<AttachmentUpload, 'state' | 'words'> {
  if (error instanceof UnreachableError)
    return { state: 'broken', words: 'The connection broke. What was sent is kept for a day.' };
  if (error instanceof RefusedError && error.mayPass) return { state: 'broken', words: problemLine(error) };
  if (error instanceof RefusedError && error.code === 'image_unreadable')
    return { state: 'refused', words: 'It is neither a whole picture (JPEG, PNG, WebP) nor a PDF.' };
  return { state: 'refused', words: problemLine(error) };
}
