import { Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Customer } from '@roundsman/api-contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { customerListQuery } from '../queries/customers.ts';
import { rowsOf } from '../queries/jobs.ts';
import styles from './customers.module.css';

const FEW = 8;
const TYPING_MILLISECONDS = 200;

interface FindOtherProps {
  /** What stands in the field at first. */
  text: string;
  merchantId: string | undefined;
  /** Who is no answer: it is about them. */
  exceptId: string | null;
  chosen: Customer | null;
  /** null as soon as another search is typed. */
  onChoose: (customer: Customer | null) => void;
  nobody: (text: string) => ReactNode;
}

/** A customer found by name, number, e-mail or reference, and chosen. */
export function FindOther({ text: first, merchantId, exceptId, chosen, onChoose, nobody }: FindOtherProps) {
  const [text, setText] = useState(first);
  const [search] = useDebouncedValue(text.trim(), TYPING_MILLISECONDS);
  const query = useInfiniteQuery({
    ...customerListQuery({ search: search || undefined, merchantId }, FEW),
    placeholderData: keepPreviousData,
  });
  const others = rowsOf(query.data).filter(({ id }) => id !== exceptId);
  return (
    <>
      <TextInput
        label="Find the other"
        placeholder="Name, number, e-mail or reference"
        data-autofocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChoose(null);
        }}
      />
      <QueryStates query={query} what="The customers" isEmpty={others.length === 0} empty={nobody(search)}>
        <Radio.Group
          aria-label="The other"
          value={chosen?.id ?? null}
          onChange={(id) => onChoose(others.find((one) => one.id === id) ?? null)}
        >
          <div className={styles.others}>
            {others.map(({ id, name, phone, email, referenceId, visits }) => (
              <Radio
                key={id}
                value={id}
                label={name}
                description={
                  [referenceId, phone, email, visits.lastAddress].filter(Boolean).join(' · ') || 'reached by nothing'
                }
              />
            ))}
          </div>
        </Radio.Group>
      </QueryStates>
    </>
  );
}
