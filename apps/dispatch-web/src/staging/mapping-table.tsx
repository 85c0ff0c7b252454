import { Select } from '@mantine/core';
import type { Import } from '@roundsman/api-contract';
import { importEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyFailure } from '../notices/notify.ts';
import { importQuery } from '../queries/imports.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { onlyIf, tagged } from '../session/tagged.ts';
import { faultName } from './fault-words.ts';
import { type ImportField, importFieldChoices } from './import-fields.ts';
import styles from './mapping-table.module.css';

/** Each column with its first values and what it means; changing a meaning looks at all rows again. */
export function MappingTable({ file }: { file: Import }) {
  const queryClient = useQueryClient();
  const { queryKey } = importQuery(file.id);
  const map = useMutation({
    // One after the other: the second column counts on what the first one left.
    scope: { id: `mapping ${file.id}` },
    mutationFn: (fields: ImportField[]) =>
      client
        .exchange(importEndpoints.map, {
          params: { importId: file.id },
          body: { fields },
          headers: onlyIf(queryClient.getQueryData(queryKey)?.etag),
        })
        .then(tagged),
    onSuccess: (answer) => {
      queryClient.setQueryData(queryKey, answer);
      void queryClient.invalidateQueries({ queryKey: [...keys.imports, file.id, 'rows'] });
    },
    onError: (error) => {
      notifyFailure('The column keeps its meaning.', error);
      void queryClient.invalidateQueries({ queryKey });
    },
  });
  // What was just chosen shows at once; the answer then takes its place.
  const fields = map.isPending ? map.variables : file.columns.map(({ field }) => field);
  const used = new Set(fields);

  return (
    <>
      {file.byFault.length > 0 && (
        <p className={styles.faults}>
          With this mapping:{' '}
          {file.byFault.map(({ code, count }) => `${faultName(code).toLowerCase()} ${count}`).join(' · ')}. They are
          fixed in the sheet.
        </p>
      )}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {file.columns.map(({ index, header }) => (
                <th key={index} scope="col" data-ignored={fields[index] === 'ignore' || undefined}>
                  <span className={styles.header}>{header || `Column ${index + 1}`}</span>
                  <Select
                    size="xs"
                    searchable
                    selectFirstOptionOnChange
                    allowDeselect={false}
                    aria-label={`What “${header}” means`}
                    data={importFieldChoices.map((choice) => ({
                      ...choice,
                      disabled:
                        choice.value !== 'ignore' &&
                        choice.value !== 'metadata' &&
                        choice.value !== fields[index] &&
                        used.has(choice.value as ImportField),
                    }))}
                    value={fields[index] ?? 'ignore'}
                    onChange={(value) =>
                      value && map.mutate(fields.map((field, at) => (at === index ? (value as ImportField) : field)))
                    }
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sampleRows(file).map(({ line, values }) => (
              <tr key={line}>
                {values.map(({ index, value }) => (
                  <td key={index} data-ignored={fields[index] === 'ignore' || undefined}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The columns' samples side by side, as rows of the file. */
function sampleRows({ columns }: Import) {
  const count = columns.reduce((most, { samples }) => Math.max(most, samples.length), 0);
  return Array.from({ length: count }, (_, line) => ({
    line,
    values: columns.map(({ index, samples }) => ({ index, value: samples[line] ?? '' })),
  }));
}
