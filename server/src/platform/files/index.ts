export { openDiskFileStore } from './disk-file-store.ts';
export type { FileLimits, FileStore, StoredFile } from './file-store.ts';
export { type Drawing, type Image, reencodeImage } from './reencode-image.ts';
export { openS3FileStore } from './s3-file-store.ts';
export { files } from './schema.ts';
