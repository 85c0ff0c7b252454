import type { Readable } from 'node:stream';

export interface ParsedUpload {
  readonly encoding: string;
  readonly delimiter: string;
}

/** Problem 413 `file_too_large` above 20 MiB. */
export async function readUpload(_stream: Readable): Promise<Buffer> {
  throw new Error('being written');
}

export async function parseUpload(_bytes: Buffer, _format: 'auto' | 'header' | 'cigo'): Promise<ParsedUpload> {
  throw new Error('being written');
}
