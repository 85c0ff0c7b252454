import { SegmentedControl, TextInput } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { isOver, jobStateWords } from './job-words.ts';
import { isFit, linesOf, SettleLines, toName } from './settle-lines.tsx';
import { useJobChange } from './use-job-change.ts';

/** How a visit ended, as the office has heard it: for a crew whose device is lost or broken, or because what is recorded is wrong. */
export function SettleDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const change = useJobChange();
  const corrects = isOver(job.state);
  const [as, setAs] = useState<Ending>(job.state === 'completed' ? 'fail' : 'complete');
  const [lines, setLines] = useState(() => linesOf(job));
  const isByLine = as === 'lines';
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={corrects ? `Correct how ${job.code} ended` : `How ${job.code} ended`}
      confirm={`${corrects ? 'Correct it to' : 'Record it as'} ${endingWords[as]}`}
      disabled={reason.trim() === '' || (isByLine && !isFit(lines))}
      onConfirm={async () => {
        const named = isByLine ? toName(lines) : [];
        const body = {
          as: isByLine ? 'complete' : as,
          reason: reason.trim(),
          ...(named.length > 0 && { lines: named }),
        } as const;
        const endpoint = corrects ? jobEndpoints.correctOutcome : jobEndpoints.settle;
        const after = await client.call(endpoint, { params: { jobId: job.id }, body });
        change(after);
        notifyDone(`${job.code} is recorded as ${jobStateWords[after.state].toLowerCase()}.`);
      }}
      onClose={onClose}
    >
      {corrects ? (
        <p>
          It is recorded as {jobStateWords[job.state].toLowerCase()}. Both stay on record, with your name and why.
          Whoever is told of outcomes hears of the correction.
        </p>
      ) : (
        <p>
          For a crew that cannot say so itself. The customer hears of it as if the crew had recorded it. If the crew’s
          device still sends something else, that counts, and both stay on record.
        </p>
      )}
      <SegmentedControl
        fullWidth
        orientation="vertical"
        aria-label="How the visit ended"
        value={as}
        onChange={(value) => setAs(value as Ending)}
        data={[
          { value: 'complete', label: `Everything was done: ${linesWords(job)}` },
          { value: 'fail', label: 'Nothing was done' },
          { value: 'lines', label: 'In part: line by line' },
        ]}
      />
      {isByLine && <SettleLines job={job} lines={lines} onChange={setLines} />}
      <TextInput
        label={corrects ? 'Why it is corrected' : 'Why the office records it'}
        placeholder={corrects ? 'The driver tapped the wrong button' : 'Phone fell into the lake, driver rang'}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

type Ending = 'complete' | 'fail' | 'lines';
const endingWords: Record<Ending, string> = { complete: 'completed', fail: 'not completed', lines: 'said here' };

const linesWords = ({ actions }: Job) => `${actions.length} ${actions.length === 1 ? 'line' : 'lines'}`;
