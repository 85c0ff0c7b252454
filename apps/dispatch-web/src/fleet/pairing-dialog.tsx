import { Modal } from '@mantine/core';
import type { Operator } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { duration, Failed, Loading, useRealNow } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './pairing-dialog.module.css';
import { QrCode } from './qr-code.tsx';

/** A code for one device, large enough to be read or photographed across a desk. */
export function PairingDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  // Each opening makes one code: it is good for one device.
  const code = useQuery({
    queryKey: ['pairing-code', operator.id],
    queryFn: () => client.call(fleetEndpoints.createPairingCode, { params: { operatorId: operator.id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      size={520}
      title={<span className={styles.title}>Pair a device with {operator.name}</span>}
    >
      {code.error ? (
        <Failed title="No code was made." reason={problemLine(code.error)} onRetry={() => void code.refetch()} />
      ) : code.data ? (
        <div className={styles.pairing}>
          <QrCode text={code.data.url} label={`QR code that opens the Operator App for ${operator.name}`} />
          <p>Point the phone’s camera at it, or open the Operator App and type</p>
          <p className={styles.code}>{code.data.code}</p>
          <p className={styles.note}>
            Good for one device, for <GoodFor until={code.data.expiresAt} />.{' '}
            <a href={code.data.url} target="_blank" rel="noreferrer">
              Open it in this browser
            </a>
          </p>
        </div>
      ) : (
        <Loading label="Making a code" />
      )}
    </Modal>
  );
}

/** Real time: a sandbox's clock cannot hurry it. */
function GoodFor({ until }: { until: string }) {
  const seconds = (Date.parse(until) - useRealNow(1000).getTime()) / 1000;
  return seconds > 0 ? duration(seconds) : 'no longer; close this and make another';
}
