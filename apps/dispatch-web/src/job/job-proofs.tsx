import type { Job } from '@roundsman/api-contract';
import { fileEndpoints } from '@roundsman/client';
import { Empty, Failed, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './job-proofs.module.css';

type Proof = Job['proofs'][number];

const kindWords: Record<Proof['kind'], string> = {
  photo: 'Photo',
  signature: 'Signature',
  no_signature: 'No signature',
  scan: 'Scanned',
  one_time_code: 'One-time code',
  note: 'Note',
};

/** What the crew brought back: photos, signature, scans, words. */
export function JobProofs({ job }: { job: Job }) {
  const { zone } = useOrganisation();
  if (job.proofs.length === 0) {
    return (
      <div className={styles.place}>
        <Empty title="No proofs yet.">They appear as soon as the crew’s device has sent them.</Empty>
      </div>
    );
  }
  return (
    <ul className={styles.list}>
      {job.proofs.map((proof) => (
        <li key={proof.id} className={styles.proof}>
          <p>
            <strong>{kindWords[proof.kind]}</strong> · {timeOfDay(new Date(proof.at), zone, 'seconds')}
            {proof.name && ` · ${proof.name}`}
            {proof.handedTo && ` · handed to: ${proof.handedTo.replaceAll('_', ' ')}`}
          </p>
          {proof.text && <p className={styles.text}>{proof.text}</p>}
          {proof.fileUrl && <Picture fileUrl={proof.fileUrl} label={`${kindWords[proof.kind]} of ${job.code}`} />}
        </li>
      ))}
    </ul>
  );
}

/** Files need the member's token, so a picture is fetched and then shown. */
function Picture({ fileUrl, label }: { fileUrl: string; label: string }) {
  const fileId = fileUrl.split('?')[0]?.split('/').at(-1) ?? '';
  const file = useQuery({
    queryKey: ['file', fileId],
    queryFn: ({ signal }) => client.bytes(fileEndpoints.get, { params: { fileId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file.data) return;
    const made = URL.createObjectURL(file.data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file.data]);
  if (file.error) {
    return (
      <Failed
        title="The picture could not be read."
        reason={problemLine(file.error)}
        onRetry={() => void file.refetch()}
      />
    );
  }
  return url ? (
    <a href={url} target="_blank" rel="noreferrer">
      <img className={styles.picture} src={url} alt={label} />
    </a>
  ) : (
    <div className={styles.waiting} />
  );
}
