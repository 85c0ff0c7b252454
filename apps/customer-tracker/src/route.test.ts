import { expect, test } from 'vitest';
import { readRoute } from './route.ts';

test('a path below /track/ is a link, and /track/ itself a lookup', () => {
  expect(readRoute('/track/abc_DEF-123')).toEqual({ kind: 'link', link: 'abc_DEF-123' });
  expect(readRoute('/track/abc/')).toEqual({ kind: 'link', link: 'abc' });
  expect(readRoute('/track/abc/preferences')).toEqual({ kind: 'preferences', link: 'abc' });
  expect(readRoute('/track/')).toEqual({ kind: 'lookup' });
  expect(readRoute('/track')).toEqual({ kind: 'lookup' });
});

test('a link cut in the middle of an escape is asked for as it is', () => {
  expect(readRoute('/track/abc%2')).toEqual({ kind: 'link', link: 'abc%2' });
});
