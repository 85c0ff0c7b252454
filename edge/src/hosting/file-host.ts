/** One file of the status page, as a host should serve it. */
export interface HostedFile {
  /** Below the page: `components/public-api.svg`. */
  readonly path: string;
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** A place that serves copies of the status page. Every adapter passes file-host-conformance.ts. */
export interface FileHost {
  readonly name: string;
  /** Puts the files, the last one when the others are there, replacing what was there; none is ever seen half. Rejects with the reason in plain words. */
  put(files: readonly HostedFile[], signal: AbortSignal): Promise<void>;
}
