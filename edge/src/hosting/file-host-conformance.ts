import { expect, it } from 'vitest';
import type { FileHost, HostedFile } from './file-host.ts';

export interface HostPeer {
  readonly host: FileHost;
  /** What the place serves at a path, or null. */
  read(path: string): Promise<Buffer | null>;
  /** A host that cannot be reached or written to. */
  readonly broken: FileHost;
}

const file = (path: string, body: string | Buffer): HostedFile => ({
  path,
  body: Buffer.from(body),
  type: path.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
  cacheControl: 'no-cache',
});
const patience = () => AbortSignal.timeout(20_000);

/** What every place for copies of the status page must do. */
export function itHostsFiles(peer: () => HostPeer): void {
  it('serves what was put, to the byte, in folders too', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256));
    await peer().host.put([file('assets/a b.bin', bytes), file('index.html', '<p>ö</p>')], patience());
    expect((await peer().read('assets/a b.bin'))?.equals(bytes)).toBe(true);
    expect((await peer().read('index.html'))?.toString('utf8')).toBe('<p>ö</p>');
  });

  it('replaces what is put again and leaves the rest', async () => {
    await peer().host.put([file('status.json', '{"now":1}'), file('feed.atom', 'one')], patience());
    await peer().host.put([file('status.json', '{"now":2,"longer":true}')], patience());
    await peer().host.put([file('status.json', '{}')], patience());
    expect((await peer().read('status.json'))?.toString()).toBe('{}');
    expect((await peer().read('feed.atom'))?.toString()).toBe('one');
  });

  it('says in plain words that it could not', async () => {
    await expect(peer().broken.put([file('status.json', '{}')], patience())).rejects.toThrow(/\w{4,}/);
  });
}
