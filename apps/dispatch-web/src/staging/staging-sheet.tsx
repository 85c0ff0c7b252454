import type { BulkResult, Job } from '@roundsman/api-contract';
import { Empty } from '@roundsman/ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { rowOffsets, rowsBetween } from '../lists/row-offsets.ts';
import { cellId, RESULT_PX, SIDE_PX } from './sheet-geometry.ts';
import { SheetRow } from './sheet-row.tsx';
import { type JobPatch, stagingColumns } from './staging-columns.ts';
import styles from './staging-sheet.module.css';
import { useSheetKeys } from './use-sheet-keys.ts';

const HEAD_PX = 30;
const ROW_PX = 30;
const FAULTY_ROW_PX = 48;

export interface StagingSheetProps {
  jobs: readonly Job[];
  results: ReadonlyMap<string, BulkResult>;
  checked: ReadonlySet<string>;
  onChecked: (checked: ReadonlySet<string>) => void;
  activeId: string | null;
  onActive: (job: Job) => void;
  onOpen: (job: Job) => void;
  /** Rejects with why when the change was refused; what was typed then stays in the cell. */
  onChange: (job: Job, patch: JobPatch, words: string) => Promise<void>;
}

/** Rows as in a spreadsheet: arrows walk, typing changes, Enter takes, Escape gives up; each fault stands in its cell. */
export function StagingSheet(props: StagingSheetProps) {
  const { jobs, results, checked, onChecked, activeId, onActive, onOpen, onChange } = props;
  const box = useRef<HTMLDivElement>(null);
  const [column, setColumn] = useState(0);
  const [editing, setEditing] = useState<{ initial: string | null } | null>(null);

  const offsets = useMemo(
    () =>
      rowOffsets(jobs.map((job) => (job.faults.length > 0 || isRefused(results.get(job.id)) ? FAULTY_ROW_PX : ROW_PX))),
    [jobs, results],
  );
  const activeRow = jobs.findIndex((job) => job.id === activeId);
  const [from, to] = useRowsInSight(box, offsets);
  useKeepInSight(box, offsets, activeRow);

  const toggle = useCallback(
    (jobId: string) => {
      const next = new Set(checked);
      if (!next.delete(jobId)) next.add(jobId);
      onChecked(next);
    },
    [checked, onChecked],
  );
  const goTo = (row: number, nextColumn: number) => {
    const job = jobs[Math.max(0, Math.min(jobs.length - 1, row))];
    if (job) onActive(job);
    setColumn(Math.max(0, Math.min(stagingColumns.length - 1, nextColumn)));
  };
  const finish = (step: 'down' | 'right' | 'stay') => {
    setEditing(null);
    box.current?.focus({ preventScroll: true });
    if (step === 'down') goTo(activeRow + 1, column);
    if (step === 'right') goTo(activeRow, column + 1);
  };
  const onKeyDown = useSheetKeys({
    editing: editing !== null,
    move: (rows, columns) => goTo((activeRow < 0 ? -1 : activeRow) + rows, column + columns),
    edit: (initial) => activeRow >= 0 && !results.get(jobs[activeRow]?.id ?? '')?.done && setEditing({ initial }),
    toggle: () => activeId !== null && toggle(activeId),
  });

  const allChecked = jobs.length > 0 && jobs.every((job) => checked.has(job.id));
  const answered = results.size > 0;
  const width = stagingColumns.reduce((sum, { widthPx }) => sum + widthPx, SIDE_PX + (answered ? RESULT_PX : 0));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtualised
    <div
      ref={box}
      className={styles.box}
      role="grid"
      aria-label="Rows in staging"
      aria-rowcount={jobs.length + 1}
      aria-activedescendant={activeRow >= 0 ? cellId(jobs[activeRow]?.id ?? '', column) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content} style={{ width, height: HEAD_PX + (offsets.at(-1) ?? 0) }}>
        <Head
          allChecked={allChecked}
          answered={answered}
          onAll={() => onChecked(allChecked ? new Set() : new Set(jobs.map((job) => job.id)))}
        />
        {jobs.slice(from, to).map((job, index) => {
          const row = from + index;
          const active = row === activeRow;
          return (
            <SheetRow
              key={job.id}
              job={job}
              row={row}
              topPx={HEAD_PX + (offsets[row] ?? 0)}
              heightPx={(offsets[row + 1] ?? 0) - (offsets[row] ?? 0)}
              answered={answered}
              result={results.get(job.id) ?? null}
              checked={checked.has(job.id)}
              activeColumn={active ? column : null}
              editing={active ? editing : null}
              onToggle={toggle}
              onCell={(cell, edit) => {
                onActive(job);
                setColumn(cell);
                setEditing(edit ? { initial: null } : null);
              }}
              onOpen={onOpen}
              onChange={onChange}
              onFinish={finish}
            />
          );
        })}
      </div>
      {jobs.length === 0 && (
        <div className={styles.empty}>
          <Empty title="No row has this fault any more." />
        </div>
      )}
    </div>
  );
}

const isRefused = (result: BulkResult | undefined) => result !== undefined && !result.done;

function Head({ allChecked, answered, onAll }: { allChecked: boolean; answered: boolean; onAll: () => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the sheet around it
    <div className={styles.head} role="row" tabIndex={-1} style={{ height: HEAD_PX }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as the sheet around it */}
      <span className={styles.side} role="columnheader" tabIndex={-1} style={{ width: SIDE_PX }}>
        <input type="checkbox" aria-label="All rows shown" checked={allChecked} onChange={onAll} />
        Line
      </span>
      {stagingColumns.map(({ key, name, widthPx }) => (
        // biome-ignore lint/a11y/useSemanticElements: as the sheet around it
        <span key={key} role="columnheader" tabIndex={-1} style={{ width: widthPx }}>
          {name}
        </span>
      ))}
      {answered && (
        // biome-ignore lint/a11y/useSemanticElements: as the sheet around it
        <span className={styles.answer} role="columnheader" tabIndex={-1} style={{ width: RESULT_PX }}>
          Release
        </span>
      )}
    </div>
  );
}

function useRowsInSight(box: React.RefObject<HTMLDivElement | null>, offsets: readonly number[]): [number, number] {
  const [view, setView] = useState({ topPx: 0, heightPx: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setView({ topPx: element.scrollTop, heightPx: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box]);
  return rowsBetween(offsets, view.topPx, view.topPx + view.heightPx);
}

/** The active row comes into sight when another one becomes active, and never because rows changed. */
function useKeepInSight(box: React.RefObject<HTMLDivElement | null>, offsets: readonly number[], row: number): void {
  const latest = useRef(offsets);
  latest.current = offsets;
  useEffect(() => {
    const element = box.current;
    const [top, bottom] = [latest.current[row], latest.current[row + 1]];
    if (!element || top === undefined || bottom === undefined) return;
    if (top < element.scrollTop) element.scrollTop = top;
    const overhang = bottom + HEAD_PX - (element.scrollTop + element.clientHeight);
    if (overhang > 0) element.scrollTop += overhang;
  }, [box, row]);
}
