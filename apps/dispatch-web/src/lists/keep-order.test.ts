import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepOrder } from './keep-order.ts';

const self = (item: string) => item;

describe('a list under the pointer', () => {
  it('keeps its order when priorities change', () => {
    expect(keepOrder(['c', 'a', 'b'], ['a', 'b', 'c'], self)).toEqual(['a', 'b', 'c']);
  });

  it('puts what is new behind what was there, in its own order', () => {
    expect(keepOrder(['new-1', 'b', 'new-2', 'a'], ['a', 'b'], self)).toEqual(['a', 'b', 'new-1', 'new-2']);
  });

  it('lets go of what is gone', () => {
    expect(keepOrder(['c', 'a'], ['a', 'b', 'c'], self)).toEqual(['a', 'c']);
  });

  it('never loses or doubles an item', () => {
    const items = fc.uniqueArray(fc.string());
    fc.assert(
      fc.property(items, fc.array(fc.string()), (now, before) => {
        expect(keepOrder(now, before, self).toSorted()).toEqual(now.toSorted());
      }),
    );
  });
});
