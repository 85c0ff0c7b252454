import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { jobEndpoints, jobLineEndpoints } from '@roundsman/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemsOf } from '../new-job/form-problems.ts';
import { LineFields } from '../new-job/line-fields.tsx';
import { emptyLine, type LineInput, type Problems, readLine, valuesOfLine } from '../new-job/line-values.ts';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { onlyIf, tagged } from '../session/tagged.ts';
import styles from './job-lines.module.css';
import { useJobChange } from './use-job-change.ts';

interface LineEditorProps {
  job: Job;
  /** null: a new one. */
  action: Job['actions'][number] | null;
  onLeave: () => void;
}

/** One line of a job, typed anew, added or taken off; each has its way back. */
export function LineEditor({ job, action, onLeave }: LineEditorProps) {
  const [line, setLine] = useState(() => (action ? valuesOfLine(action) : emptyLine));
  const [refusal, setRefusal] = useState<{ fields: Problems; line: string | null } | null>(null);
  const [busy, setBusy] = useState<'save' | 'remove' | null>(null);
  const change = useLineChange(job.id);
  const etag = useLineTag(job.id, action?.id ?? null);

  const go = (what: 'save' | 'remove', deed: () => Promise<void>) => {
    setBusy(what);
    deed().then(onLeave, (error: unknown) => {
      setRefusal(problemsOf(error));
      setBusy(null);
    });
  };
  const save = () => {
    const read = readLine(line);
    if ('problems' in read) setRefusal({ fields: read.problems, line: null });
    else go('save', () => (action ? change.update(action, read.input, etag) : change.add(read.input)));
  };

  return (
    <div className={styles.editor}>
      <LineFields
        line={line}
        name={action?.description ?? 'new line'}
        problems={refusal?.fields ?? {}}
        onChange={(part) => {
          setLine({ ...line, ...part });
          setRefusal(null);
        }}
      />
      {refusal?.line && (
        <p className={styles.problem} role="alert">
          {refusal.line}
        </p>
      )}
      <div className={styles.buttons}>
        <Button size="compact-sm" loading={busy === 'save'} disabled={busy === 'remove'} onClick={save}>
          {action ? 'Change it' : 'Add it'}
        </Button>
        <Button size="compact-sm" variant="default" disabled={busy !== null} onClick={onLeave}>
          Leave it
        </Button>
        {action && job.actions.length > 1 && (
          <Button
            className={styles.takeOff}
            size="compact-sm"
            variant="subtle"
            loading={busy === 'remove'}
            disabled={busy === 'save'}
            onClick={() => go('remove', () => change.remove(action))}
          >
            Take it off
          </Button>
        )}
      </div>
    </div>
  );
}

/** Of the line as it was when its fields were opened: what somebody else typed meanwhile is not written over. */
function useLineTag(jobId: string, lineId: string | null): string | null {
  const read = useQuery({
    queryKey: [...keys.job(jobId), 'line', lineId],
    queryFn: ({ signal }) =>
      client.exchange(jobLineEndpoints.get, { params: { jobId, lineId: lineId! }, signal }).then(tagged),
    enabled: lineId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return read.data?.etag ?? null;
}

function useLineChange(jobId: string) {
  const take = useJobChange();
  const readAgain = async () => take(await client.call(jobEndpoints.get, { params: { jobId } }));
  const addOne = async (body: LineInput) => {
    const { id } = await client.call(jobLineEndpoints.add, { params: { jobId }, body });
    await readAgain();
    return id;
  };
  const removeOne = async (lineId: string) => {
    await client.call(jobLineEndpoints.remove, { params: { jobId, lineId } });
    await readAgain();
  };
  const updateOne = async (lineId: string, body: LineInput, etag: string | null) => {
    await client.call(jobLineEndpoints.update, { params: { jobId, lineId }, body, headers: onlyIf(etag) });
    await readAgain();
  };
  return {
    async add(input: LineInput) {
      const lineId = await addOne(input);
      notifyDone(`${input.description} is added.`, () => removeOne(lineId));
    },
    async update(action: Job['actions'][number], input: LineInput, etag: string | null) {
      await updateOne(action.id, input, etag);
      notifyDone(`${input.description} is changed.`, () => updateOne(action.id, inputOf(action), null));
    },
    async remove(action: Job['actions'][number]) {
      await removeOne(action.id);
      notifyDone(`${action.description} is taken off.`, () => addOne(inputOf(action)));
    },
  };
}

function inputOf(action: Job['actions'][number]): LineInput {
  const { id: _id, state: _state, quantities: _quantities, reason: _reason, ...input } = action;
  return input;
}
