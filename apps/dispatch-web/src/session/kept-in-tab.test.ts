import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptInTab } from './kept-in-tab.ts';

const asText = (kept: unknown) => (typeof kept === 'string' ? kept : null);
const open = () => keptInTab('words', '', asText);

describe('what is kept in a tab', () => {
  beforeEach(() => {
    const items = new Map<string, string>();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is there when the page is opened again', () => {
    const first = open();
    first.keepOf('anna');
    first.write('Use the back gate');
    const again = open();
    again.keepOf('anna');
    expect(again.read()).toBe('Use the back gate');
  });

  it('is not there for the next who signs in', () => {
    const first = open();
    first.keepOf('anna');
    first.write('Use the back gate');
    first.keepOf('ben');
    expect(first.read()).toBe('');
    expect(open().read()).toBe('');
  });

  it('is left aside when nobody can read it, and lasts as long as the page where nothing may be stored', () => {
    sessionStorage.setItem('words', '{"memberId":"anna","value":7}');
    expect(open().read()).toBe('');
    vi.stubGlobal('sessionStorage', undefined);
    const store = open();
    store.write('Here');
    expect(store.read()).toBe('Here');
  });
});
