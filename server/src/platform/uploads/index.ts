/** Files that come in resumable parts: tus 1.0, whatever they are for. */
export { forgetUploads } from './forget-uploads.ts';
export { serveUploads } from './serve-uploads.ts';
export type { UploadKind } from './uploads.ts';
