import { Button, Textarea } from '@mantine/core';
import type { AnswerOf, importEndpoints as contract, Import } from '@roundsman/api-contract';
import { importEndpoints } from '@roundsman/client';
import { TooMuch } from '@roundsman/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { importRowsQuery } from '../queries/imports.ts';
import { rowsOf } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { problemLine } from '../session/problem-words.ts';
import styles from './rejected-lines.module.css';

type Line = AnswerOf<typeof contract.fixRow>;

/** Lines that could not become a row, as they stand in the file; each can be written anew. */
export function RejectedLines({ file }: { file: Import }) {
  const query = useInfiniteQuery(importRowsQuery(file.id, 'rejected'));
  const lines = rowsOf(query.data);
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>Lines that cannot be read</h2>
      <QueryStates query={query} what="The lines" isEmpty={lines.length === 0}>
        {lines.map((line) => (
          <FixLine key={line.row} importId={file.id} line={line} />
        ))}
        {query.hasNextPage && (
          <TooMuch shown={lines.length} total={file.unreadableRows} what="lines">
            <Button size="compact-xs" variant="subtle" onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </TooMuch>
        )}
      </QueryStates>
    </section>
  );
}

function FixLine({ importId, line }: { importId: string; line: Line }) {
  const queryClient = useQueryClient();
  const [raw, setRaw] = useState(line.raw);
  const fix = useMutation({
    mutationFn: () => client.call(importEndpoints.fixRow, { params: { importId, row: line.row }, body: { raw } }),
    onSuccess: () =>
      Promise.all([keys.imports, keys.jobs].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  const wrong = fix.error
    ? problemLine(fix.error)
    : line.faults.map(({ message, remedy }) => [message, remedy].filter(Boolean).join(' ')).join(' ');
  return (
    <div className={styles.line}>
      <Textarea
        label={`Line ${line.row}`}
        description={wrong}
        autosize
        minRows={1}
        maxRows={6}
        value={raw}
        onChange={(event) => setRaw(event.currentTarget.value)}
      />
      <Button variant="default" disabled={raw === line.raw} loading={fix.isPending} onClick={() => fix.mutate()}>
        Read it again
      </Button>
    </div>
  );
}
