import type { Config } from './platform/config/index.ts';

/** How people reach the platform, without a slash at its end. */
export function publicUrlOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}
