import { Button, CloseButton, Progress } from '@mantine/core';
import type { Attachment, Job } from '@roundsman/api-contract';
import { fileEndpoints } from '@roundsman/client';
import { dayLabel, fileSize } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { useStore } from '../live/external-store.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { jobAttachmentsQuery } from '../queries/jobs.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import {
  ATTACHMENT_KINDS,
  type AttachmentUpload,
  attach,
  attachmentUploads,
  dropUpload,
  goOn,
} from './attachment-uploads.ts';
import styles from './job-attachments.module.css';
import { openFile } from './open-file.ts';
import { Section } from './section.tsx';

/** Plans, photos and papers that the crew of the visit sees too. */
export function JobAttachments({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const query = useQuery(jobAttachmentsQuery(job.id));
  const uploads = useStore(attachmentUploads).filter(({ jobId }) => jobId === job.id);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const mayWrite = can('jobs:write');
  const refresh = () => void queryClient.invalidateQueries({ queryKey: jobAttachmentsQuery(job.id).queryKey });
  const take = (files: FileList | null) => files && files.length > 0 && attach(job.id, [...files], refresh);
  const rows = query.data ?? [];
  return (
    <Section
      title="Attachments"
      aside={
        mayWrite && (
          <>
            <input
              ref={input}
              type="file"
              aria-label="Files to attach"
              accept={ATTACHMENT_KINDS.join(',')}
              multiple
              hidden
              onChange={(event) => {
                take(event.currentTarget.files);
                // The same file chosen again must count as a choice.
                event.currentTarget.value = '';
              }}
            />
            <Button size="compact-xs" variant="subtle" onClick={() => input.current?.click()}>
              Attach …
            </Button>
          </>
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button does the same without a mouse */}
      <div
        className={styles.place}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          if (!mayWrite || !event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          if (!mayWrite) return;
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <QueryStates query={query} what="The attachments" loadingRows={1}>
          {rows.length === 0 && uploads.length === 0 && (
            <p className={styles.quiet}>
              {mayWrite ? 'None. Drop pictures or PDFs here: the crew sees them at the stop.' : 'None.'}
            </p>
          )}
          <ul className={styles.list}>
            {rows.map((row) => (
              <Row key={row.fileId} attachment={row} onRemove={mayWrite ? () => setRemoving(row) : null} />
            ))}
            {uploads.map((upload) => (
              <Upload key={upload.id} upload={upload} onGoOn={() => goOn(upload.id, refresh)} />
            ))}
          </ul>
        </QueryStates>
      </div>
      {removing && <Remove job={job} attachment={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function Row({ attachment, onRemove }: { attachment: Attachment; onRemove: (() => void) | null }) {
  const { zone } = useOrganisation();
  const open = useMutation({
    mutationFn: () => openFile(attachment),
    onError: (error) => notifyFailure(`${nameOf(attachment)} could not be opened.`, error),
  });
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <button type="button" className={styles.open} disabled={open.isPending} onClick={() => open.mutate()}>
          {nameOf(attachment)}
        </button>
        <span className={styles.quiet}>
          {kindOf(attachment)} · {fileSize(attachment.bytes)} · {dayLabel(new Date(attachment.addedAt), zone)}
        </span>
      </span>
      {onRemove && <CloseButton size="sm" aria-label={`Remove ${nameOf(attachment)} …`} onClick={onRemove} />}
    </li>
  );
}

function Upload({ upload, onGoOn }: { upload: AttachmentUpload; onGoOn: () => void }) {
  const { id, name, bytes, sent, state, words } = upload;
  const percent = Math.floor((100 * sent) / Math.max(1, bytes));
  // With the last byte the platform looks into it, which takes a moment.
  const stand = sent >= bytes ? 'being looked at' : `${percent} % of ${fileSize(bytes)}`;
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span>{name}</span>
        {words === null ? (
          <>
            <Progress value={percent} size="sm" aria-label={`${name}, sent`} />
            <span className={styles.quiet}>{state === 'waiting' ? 'waits for the one before it' : stand}</span>
          </>
        ) : (
          <span role="alert" className={styles.fault}>
            {words}
          </span>
        )}
      </span>
      {state === 'broken' && (
        <Button size="compact-xs" variant="default" onClick={onGoOn}>
          Go on at {percent} %
        </Button>
      )}
      <CloseButton
        size="sm"
        aria-label={words === null ? `Do not attach ${name}` : `Dismiss ${name}`}
        onClick={() => dropUpload(id)}
      />
    </li>
  );
}

function Remove({ job, attachment, onClose }: { job: Job; attachment: Attachment; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Remove ${nameOf(attachment)}`}
      confirm="Remove it"
      onConfirm={async () => {
        await client.call(fileEndpoints.detach, { params: { jobId: job.id, fileId: attachment.fileId } });
        await queryClient.invalidateQueries({ queryKey: jobAttachmentsQuery(job.id).queryKey });
        notifyDone(`${nameOf(attachment)} is gone.`);
      }}
      onClose={onClose}
    >
      <p>It goes from job {job.code} and from the crew’s phone, and there is no way to get it back.</p>
    </ConfirmDialog>
  );
}

const nameOf = (attachment: Attachment): string => attachment.name ?? kindOf(attachment);
const kindOf = ({ contentType }: Attachment): string => (contentType.startsWith('image/') ? 'Picture' : 'PDF');
