import { SegmentedControl, TextInput } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { useJobChange } from './use-job-change.ts';

/** For a crew whose device is lost or broken: how its visit ended, as the office has heard it. */
export function SettleDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const change = useJobChange();
  const [as, setAs] = useState<'complete' | 'fail'>('complete');
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={`How ${job.code} ended`}
      confirm={as === 'complete' ? 'Record it as completed' : 'Record it as not completed'}
      disabled={reason.trim() === ''}
      onConfirm={async () => {
        const body = { as, reason: reason.trim() };
        change(await client.call(jobEndpoints.settle, { params: { jobId: job.id }, body }));
        notifyDone(as === 'complete' ? `${job.code} is recorded as completed.` : `${job.code} is not completed.`);
      }}
      onClose={onClose}
    >
      <p>
        For a crew that cannot say so itself. The customer hears of it as if the crew had recorded it. If the crew’s
        device still sends something else, that counts, and both stay on record.
      </p>
      <SegmentedControl
        fullWidth
        aria-label="How the visit ended"
        value={as}
        onChange={(value) => setAs(value === 'fail' ? 'fail' : 'complete')}
        data={[
          { value: 'complete', label: `Everything was done: ${linesWords(job)}` },
          { value: 'fail', label: 'Nothing was done' },
        ]}
      />
      <TextInput
        label="Why the office records it"
        placeholder="Phone fell into the lake, driver rang"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

const linesWords = ({ actions }: Job) => `${actions.length} ${actions.length === 1 ? 'line' : 'lines'}`;
