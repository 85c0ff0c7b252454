import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';

import { newId } from '../ids.ts';
import type { FileStore } from './index.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What every file store does. `left` tells what it still holds of files that were refused. */
export function fileStoreConformance(open: () => FileStore, left: () => Promise<readonly string[]>): void {
  const organisation = newId();

  it('keeps a file, tells its kind from its bytes, gives it back and removes it', async () => {
    const store = open();
    const stored = await store.put(organisation, Readable.from([png.subarray(0, 20), png.subarray(20)]), {
      maxBytes: 100,
    });
    expect(stored).toEqual({
      storageKey: expect.stringMatching(new RegExp(`^${organisation}/`)),
      bytes: png.length,
      sha256: createHash('sha256').update(png).digest('hex'),
      contentType: 'image/png',
    });
    const opened = await store.open(stored.storageKey);
    expect(opened.bytes).toBe(png.length);
    expect(await buffer(opened.stream)).toEqual(png);
    await store.delete(stored.storageKey);
    await store.delete(stored.storageKey);
    await expect(store.open(stored.storageKey)).rejects.toMatchObject({ code: 'file_not_found' });
  });

  it('refuses what is too large, empty or of another kind than is taken, and keeps nothing of it', async () => {
    const store = open();
    const put = (bytes: Buffer, contentTypes?: string[]) =>
      store.put(organisation, Readable.from([bytes]), { maxBytes: 100, ...(contentTypes ? { contentTypes } : {}) });
    await expect(put(Buffer.alloc(101))).rejects.toMatchObject({ status: 413, code: 'file_too_large' });
    await expect(put(Buffer.alloc(0))).rejects.toMatchObject({ status: 422, code: 'file_empty' });
    await expect(put(Buffer.from('<script>'), ['image/png'])).rejects.toMatchObject({
      status: 415,
      code: 'file_type_not_accepted',
    });
    const broken = new Readable({
      read() {
        this.destroy(new Error('the line broke'));
      },
    });
    await expect(store.put(organisation, broken, { maxBytes: 100 })).rejects.toThrow('the line broke');
    expect(await left()).toEqual([]);
  });

  it('opens nothing outside its place', async () => {
    for (const key of ['../../etc/passwd', `${organisation}/../x`, '/etc/passwd', '']) {
      await expect(open().open(key)).rejects.toMatchObject({ code: 'file_not_found' });
    }
  });
}
