import type { BulkResult, Job } from '@roundsman/api-contract';
import { memo } from 'react';
import { AddressEditor } from './address-editor.tsx';
import { CellEditor } from './cell-editor.tsx';
import { faultName } from './fault-words.ts';
import { cellId, RESULT_PX, SIDE_PX } from './sheet-geometry.ts';
import styles from './sheet-row.module.css';
import { faultsOf, type JobPatch, type StagingColumn, stagingColumns } from './staging-columns.ts';

export interface SheetRowProps {
  job: Job;
  row: number;
  topPx: number;
  heightPx: number;
  /** Something was released: the column of answers is shown. */
  answered: boolean;
  result: BulkResult | null;
  checked: boolean;
  activeColumn: number | null;
  editing: { initial: string | null } | null;
  onToggle: (jobId: string) => void;
  onCell: (column: number, edit: boolean) => void;
  onOpen: (job: Job) => void;
  onChange: (job: Job, patch: JobPatch, words: string) => Promise<void>;
  onFinish: (step: 'down' | 'right' | 'stay') => void;
}

export const SheetRow = memo(function SheetRow(props: SheetRowProps) {
  const { job, row, topPx, heightPx, answered, result, checked, activeColumn, editing, onToggle, onCell, onOpen } =
    props;
  const released = result?.done ?? false;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtualised
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      aria-selected={checked}
      className={styles.row}
      data-active={activeColumn !== null || undefined}
      data-released={released || undefined}
      style={{ top: topPx, height: heightPx }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      <div role="rowheader" tabIndex={-1} className={styles.side} style={{ width: SIDE_PX }}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${job.contact.name}`}
          checked={checked}
          disabled={released}
          onChange={() => onToggle(job.id)}
        />
        <button
          type="button"
          tabIndex={-1}
          className={styles.open}
          title={`Open ${job.code}`}
          onClick={() => onOpen(job)}
        >
          {job.import ? job.import.row : job.code}
        </button>
      </div>
      {stagingColumns.map((column, index) => (
        <Cell
          key={column.key}
          {...props}
          column={column}
          active={activeColumn === index}
          editing={activeColumn === index && !released ? editing : null}
          id={cellId(job.id, index)}
          onCell={(edit) => onCell(index, edit && !released)}
        />
      ))}
      {answered && (
        // biome-ignore lint/a11y/useSemanticElements: as the row
        <div role="gridcell" tabIndex={-1} className={styles.result} style={{ width: RESULT_PX }}>
          <Result result={result} />
        </div>
      )}
    </div>
  );
});

interface CellProps extends Omit<SheetRowProps, 'onCell'> {
  column: StagingColumn;
  active: boolean;
  id: string;
  onCell: (edit: boolean) => void;
}

function Cell({ job, column, active, editing, id, onCell, onChange, onFinish }: CellProps) {
  const faults = faultsOf(column, job);
  const blocks = faults.some(({ severity }) => severity === 'error');
  const text = column.read(job);
  const title = faults.map(({ message, remedy }) => (remedy ? `${message} ${remedy}` : message)).join('\n');
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the sheet holds the focus and takes the keys
    <div
      role="gridcell"
      tabIndex={-1}
      id={id}
      className={styles.cell}
      style={{ width: column.widthPx }}
      data-fault={faults.length === 0 ? undefined : blocks ? 'blocks' : 'warns'}
      data-current={active || undefined}
      title={active || editing ? undefined : title || text}
      onClick={() => !editing && onCell(false)}
      onDoubleClick={() => !editing && column.write && onCell(true)}
    >
      {editing && column.suggests ? (
        <AddressEditor job={job} column={column} initial={editing.initial} onChange={onChange} onFinish={onFinish} />
      ) : editing && column.write ? (
        <CellEditor job={job} column={column} initial={editing.initial} onChange={onChange} onFinish={onFinish} />
      ) : (
        <span className={styles.text}>{text || '–'}</span>
      )}
      {faults[0] && <span className={styles.reason}>{faultName(faults[0].code)}</span>}
      {active && !editing && faults.length > 0 && (
        <span className={styles.full}>
          {faults.map(({ code, message, remedy }) => (
            <span key={code}>
              {message} {remedy}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

function Result({ result }: { result: BulkResult | null }) {
  if (!result) return null;
  if (result.done) return <span className={styles.done}>Released</span>;
  return (
    <span
      className={styles.refused}
      title={[result.problem?.message, result.problem?.remedy].filter(Boolean).join(' ')}
    >
      Not released
      <span className={styles.reason}>{result.problem?.message}</span>
    </span>
  );
}
