import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { importsQuery } from '../queries/imports.ts';
import styles from './imports-note.module.css';

/** Files that still need somebody: not staged yet, or with lines that could not become jobs. */
export function ImportsNote() {
  const imports = useQuery(importsQuery).data ?? [];
  const open = imports.filter(
    ({ state, unreadableRows }) => state === 'preview' || (state === 'staged' && unreadableRows > 0),
  );
  if (open.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {open.map(({ id, fileName, state, rowCount, unreadableRows }) => (
        <li key={id}>
          <Link to="/staging" search={{ import: id }}>
            {fileName}
          </Link>{' '}
          {state === 'preview'
            ? `is uploaded and not staged yet: ${rowCount} rows.`
            : `has ${unreadableRows} ${unreadableRows === 1 ? 'line' : 'lines'} that could not become a job; nothing of them is lost.`}
        </li>
      ))}
    </ul>
  );
}
