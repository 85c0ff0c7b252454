export { openDiskFileStore } from './disk-file-store.ts';
export type { FileLimits, FileStore, StoredFile } from './file-store.ts';
export { files } from './schema.ts';
