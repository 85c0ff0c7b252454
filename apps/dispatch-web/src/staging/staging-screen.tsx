import { useSearch } from '@tanstack/react-router';
import { ImportView } from './import-view.tsx';
import { SheetView } from './sheet-view.tsx';

/** A file and what its columns mean, or the sheet of everything that waits to be released. */
export function StagingScreen() {
  const importId = useSearch({ from: '/staging', select: (search) => search.import });
  return importId ? <ImportView key={importId} importId={importId} /> : <SheetView />;
}
