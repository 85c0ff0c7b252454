import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { jobListQuery, rowsOf } from '../queries/jobs.ts';
import styles from './new-job.module.css';

const LATEST = 20;
const FEW = 3;

interface FormerAddressesProps {
  customerId: string;
  onChoose: (address: Job['address']) => void;
}

/** Where this customer was visited before: one of them is as a rule what they mean. */
export function FormerAddresses({ customerId, onChoose }: FormerAddressesProps) {
  const jobs = rowsOf(useInfiniteQuery(jobListQuery({ customerId }, LATEST)).data);
  const byLine = new Map(jobs.map(({ address }) => [address.line, address]));
  if (byLine.size === 0) return null;
  return (
    <div className={styles.former}>
      <span className={styles.note}>Visited before:</span>
      {[...byLine.values()].slice(0, FEW).map((address) => (
        <Button key={address.line} size="compact-sm" variant="default" onClick={() => onChoose(address)}>
          {address.line}
        </Button>
      ))}
    </div>
  );
}
