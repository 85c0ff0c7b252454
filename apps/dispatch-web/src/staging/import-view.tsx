import { Button } from '@mantine/core';
import type { Import } from '@roundsman/api-contract';
import { importEndpoints } from '@roundsman/client';
import { Sentence } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { importQuery } from '../queries/imports.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { saveFile } from '../session/save-file.ts';
import styles from './import-view.module.css';
import { MappingTable } from './mapping-table.tsx';
import { RejectedLines } from './rejected-lines.tsx';
import { uploadedFile, useUpload } from './use-upload.ts';

/** One file: what its columns mean, what its rows would become, and the lines that could not be read. */
export function ImportView({ importId }: { importId: string }) {
  const query = useQuery(importQuery(importId));
  return (
    <div className={styles.view}>
      <QueryStates query={query} what="The file" loadingRows={10}>
        {query.data && <Read file={query.data.value} />}
      </QueryStates>
    </div>
  );
}

function Read({ file }: { file: Import }) {
  const preview = file.state === 'preview';
  return (
    <>
      <div className={styles.head}>
        <Sentence
          detail={detailOf(file)}
          aside={
            <div className={styles.buttons}>
              {file.file && <SaveFile file={file} />}
              {preview ? <PreviewButtons file={file} /> : <Link to="/staging">To the sheet</Link>}
            </div>
          }
        >
          {sentenceOf(file)}
        </Sentence>
      </div>
      {file.unreadableRows > 0 && <RejectedLines file={file} />}
      {preview && <ReadOtherwise file={file} />}
      {preview && <MappingTable file={file} />}
    </>
  );
}

function PreviewButtons({ file }: { file: Import }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const stage = useMutation({
    mutationFn: () =>
      client.call(importEndpoints.stage, {
        params: { importId: file.id },
        budgetMilliseconds: 300_000,
        attemptMilliseconds: 300_000,
      }),
    onSuccess: async (staged) => {
      await Promise.all([keys.imports, keys.jobs].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      notifyDone(`${staged.stagedJobs} jobs of ${staged.fileName} are in staging.`);
      await navigate({ to: '/staging', search: {} });
    },
    onError: (error) => notifyFailure('Nothing was staged.', error),
  });
  const drop = useMutation({
    mutationFn: () => client.call(importEndpoints.drop, { params: { importId: file.id } }),
    onSuccess: async () => {
      await navigate({ to: '/staging', search: {} });
      await queryClient.invalidateQueries({ queryKey: keys.imports });
      notifyDone(`${file.fileName} is dropped. Nothing of it was staged.`);
    },
    onError: (error) => notifyFailure('The file is still there.', error),
  });
  return (
    <>
      <Button variant="default" loading={drop.isPending} disabled={stage.isPending} onClick={() => drop.mutate()}>
        Drop the file
      </Button>
      <Button loading={stage.isPending} disabled={drop.isPending} onClick={() => stage.mutate()}>
        Stage {rowsWords(file.rowCount - file.unreadableRows)}
      </Button>
    </>
  );
}

/** As it was uploaded, whatever became of its lines. */
function SaveFile({ file }: { file: Import }) {
  const save = useMutation({
    mutationFn: () =>
      client.bytes(importEndpoints.file, {
        params: { importId: file.id },
        attemptMilliseconds: 60_000,
        budgetMilliseconds: 90_000,
      }),
    onSuccess: (bytes) => saveFile(bytes, file.fileName),
    onError: (error) => notifyFailure('The file was not saved.', error),
  });
  return (
    <Button variant="subtle" loading={save.isPending} onClick={() => save.mutate()}>
      Save the upload
    </Button>
  );
}

/** By the header or by Cigo's fixed order: offered while the file itself is still at hand. */
function ReadOtherwise({ file }: { file: Import }) {
  const upload = useUpload();
  const source = uploadedFile(file.id);
  if (!source) return null;
  const format = file.format === 'cigo' ? 'header' : 'cigo';
  const again = () => {
    upload
      .mutateAsync({ file: source, format })
      .then(() => client.call(importEndpoints.drop, { params: { importId: file.id } }))
      // A refused upload has been told already; a reading that stays is only one more line in the list.
      .catch(() => undefined);
  };
  return (
    <div className={styles.otherwise}>
      <Button size="compact-sm" variant="subtle" loading={upload.isPending} onClick={again}>
        {format === 'cigo' ? 'Read it by Cigo’s column order instead' : 'Read it by its header instead'}
      </Button>
    </div>
  );
}

const rowsWords = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`;

function sentenceOf({ fileName, rowCount, unreadableRows, state, stagedJobs }: Import): string {
  const rows = rowsWords(rowCount);
  const unreadable = unreadableRows > 0 ? `, ${unreadableRows} of them cannot be read` : '';
  if (state === 'preview') return `${fileName}: ${rows}${unreadable}. Nothing is staged yet`;
  if (state === 'staged') return `${fileName}: ${stagedJobs} jobs staged${unreadable}`;
  if (state === 'failed') return `${fileName} could not be read`;
  return `${fileName}: ${rows}, ${state}`;
}

function detailOf({ format, encoding, delimiter }: Import): string {
  const order = format === 'cigo' ? 'Cigo’s column order' : 'columns by the header';
  const signs: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
  return `Read as ${encoding}, separated by ${signs[delimiter] ?? delimiter}, ${order}.`;
}
