import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { Empty, Loading, Sentence } from '@roundsman/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { NewJobButton } from '../new-job/new-job-button.tsx';
import { Pane, RememberedSplitter } from '../panes/remembered-splitter.tsx';
import { useOpenJob, useSelection } from '../selection/use-screen.ts';
import { FaultCounters } from './fault-counters.tsx';
import { ImportsNote } from './imports-note.tsx';
import { ReleaseBar } from './release-bar.tsx';
import styles from './sheet-view.module.css';
import { isBlocked } from './staging-filter.ts';
import { StagingSheet } from './staging-sheet.tsx';
import { UploadZone } from './upload-zone.tsx';
import { useStagedJobs } from './use-staged-jobs.ts';

const StagingMap = lazy(() => import('./staging-map.tsx').then((module) => ({ default: module.StagingMap })));

export function SheetView() {
  const show = useSearch({ from: '/staging', select: (search) => search.show });
  const navigate = useNavigate({ from: '/staging' });
  const [selection, select] = useSelection();
  const { openJob } = useOpenJob();
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const staged = useStagedJobs(show);
  const { rows, shown, results } = staged;

  const waiting = useMemo(() => rows.filter((job) => !results.get(job.id)?.done), [rows, results]);
  const blocked = waiting.filter(isBlocked).length;
  const chosen = waiting.filter((job) => checked.has(job.id));
  const onActive = useCallback((job: Job) => select({ kind: 'job', id: job.id }), [select]);

  return (
    <UploadZone>
      {(chooseFile, uploading) => (
        <>
          <div className={styles.head}>
            <Sentence
              detail={
                waiting.length > 0
                  ? 'Fix a cell by typing, an address also by moving its pin. Nothing here is planned yet.'
                  : undefined
              }
              aside={
                <>
                  <NewJobButton />
                  <Button variant={rows.length === 0 ? 'filled' : 'default'} onClick={chooseFile} loading={uploading}>
                    Upload a CSV …
                  </Button>
                </>
              }
            >
              {sentenceOf(waiting.length, blocked)}
            </Sentence>
            <ImportsNote />
            <FaultCounters
              jobs={waiting}
              show={show}
              onShow={(next) => void navigate({ to: '/staging', search: (before) => ({ ...before, show: next }) })}
            />
          </div>
          <div className={styles.body}>
            <QueryStates
              query={staged.query}
              what="The rows in staging"
              loadingRows={16}
              isEmpty={rows.length === 0}
              empty={
                <Empty title="Staging is empty.">
                  Drop a CSV file anywhere on this screen, or type a job in. You see what the columns of a file mean
                  before anything is staged.
                </Empty>
              }
            >
              <RememberedSplitter name="staging" orientation="horizontal">
                <Pane key="sheet" size={100} min="480px">
                  <StagingSheet
                    jobs={shown}
                    results={results}
                    checked={checked}
                    onChecked={setChecked}
                    activeId={selection?.kind === 'job' ? selection.id : null}
                    onActive={onActive}
                    onOpen={(job) => openJob(job.id)}
                    onChange={staged.change}
                  />
                </Pane>
                <Pane key="map" size="340px" min="220px">
                  <Suspense fallback={<Loading label="Opening the map" />}>
                    <StagingMap
                      jobs={shown}
                      activeId={selection?.kind === 'job' ? selection.id : null}
                      onActive={onActive}
                    />
                  </Suspense>
                </Pane>
              </RememberedSplitter>
            </QueryStates>
          </div>
          {rows.length > 0 && (
            <ReleaseBar
              waiting={waiting}
              chosen={chosen}
              results={results}
              onChoose={(jobs) => setChecked(new Set(jobs.map((job) => job.id)))}
              onRelease={async (jobs) => {
                const counts = await staged.release(jobs);
                setChecked(new Set());
                return counts;
              }}
              onTidy={staged.tidy}
            />
          )}
        </>
      )}
    </UploadZone>
  );
}

function sentenceOf(waiting: number, blocked: number): string {
  if (waiting === 0) return 'Nothing waits to be released';
  const rows = `${waiting.toLocaleString('en-GB')} ${waiting === 1 ? 'row' : 'rows'} in staging`;
  if (blocked === 0) return `${rows}, all ready to be released`;
  return blocked === waiting ? `${rows}, to be fixed first` : `${rows}, ${blocked} must be fixed first`;
}
