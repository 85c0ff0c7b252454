import type { CrewStop } from '@roundsman/api-contract';
import type { OutboxFile } from '@roundsman/client';
import { useCallback, useEffect, useState } from 'react';
import { beginCompletion, type Completion } from '../day/completion.ts';
import { useDevice } from './device-context.ts';

export interface CompletionDraft {
  readonly completion: Completion;
  readonly files: readonly OutboxFile[];
  change(make: (before: Completion) => Completion): void;
  addFile(file: OutboxFile): Promise<void>;
  removeFile(id: string): Promise<void>;
  /** The draft has become commands: nothing of it is needed any more. */
  clear(): Promise<void>;
}

/** A stop's completion as far as it has come, kept at every change; null while it is being read. */
export function useCompletion(stop: CrewStop): CompletionDraft | null {
  const { database } = useDevice();
  const { completions, draftFiles } = database;
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [files, setFiles] = useState<readonly OutboxFile[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once a stop; live changes of the stop are not the draft's
  useEffect(() => {
    let isLeft = false;
    void Promise.all([completions.get(stop.id), draftFiles.where({ stopId: stop.id }).toArray()]).then(
      ([kept, own]) => {
        if (isLeft) return;
        setFiles(own);
        setCompletion(kept ?? beginCompletion(stop));
      },
    );
    return () => {
      isLeft = true;
    };
  }, [stop.id, completions, draftFiles]);

  const change = useCallback(
    (make: (before: Completion) => Completion) => {
      setCompletion((before) => {
        if (!before) return before;
        const after = make(before);
        void completions.put(after);
        return after;
      });
    },
    [completions],
  );

  if (!completion) return null;
  return {
    completion,
    files,
    change,
    addFile: async (file) => {
      await draftFiles.put({ ...file, stopId: stop.id });
      setFiles((before) => [...before, file]);
    },
    removeFile: async (id) => {
      await draftFiles.delete(id);
      setFiles((before) => before.filter((file) => file.id !== id));
    },
    clear: () =>
      database.transaction('rw', completions, draftFiles, async () => {
        await completions.delete(stop.id);
        await draftFiles.where({ stopId: stop.id }).delete();
      }),
  };
}
