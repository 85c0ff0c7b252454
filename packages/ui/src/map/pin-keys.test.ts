import { describe, expect, it } from 'vitest';
import { pinKey } from './pin-keys.ts';

const press = (key: string, shiftKey = false) => pinKey({ key, shiftKey });

describe('a pin that has the focus', () => {
  it('goes with the arrows, and a pixel at a time with Shift', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'step', x: 0, y: -12 });
    expect(press('ArrowRight')).toEqual({ kind: 'step', x: 12, y: 0 });
    expect(press('ArrowLeft', true)).toEqual({ kind: 'step', x: -1, y: 0 });
  });

  it('is put down with Enter, goes back with Escape, and leaves all other keys alone', () => {
    expect(press('Enter')).toEqual({ kind: 'place' });
    expect(press('Escape')).toEqual({ kind: 'back' });
    expect(press('Tab')).toBeNull();
    expect(press('a')).toBeNull();
  });
});
