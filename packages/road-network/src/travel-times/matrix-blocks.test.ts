import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoBlocks, type MatrixPart, workThroughBlocks } from './matrix-blocks.ts';

const range = (count: number) => [...Array(count).keys()];
const pairsOf = ({ rows, columns }: MatrixPart) => rows.flatMap((row) => columns.map((column) => `${row} ${column}`));

describe('a matrix in blocks', () => {
  it('asks for every pair once within the limits, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.nat(30),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, columns, width, pairs) => {
          const blocks = cutIntoBlocks({ rows: range(rows), columns: range(columns) }, { columns: width, pairs }, 3);
          for (const block of blocks) {
            expect(block.columns.length).toBeLessThanOrEqual(width);
            expect(block.rows.length === 1 || block.rows.length * block.columns.length <= pairs).toBe(true);
          }
          expect(blocks.flatMap(pairsOf).toSorted()).toEqual(
            pairsOf({ rows: range(rows), columns: range(columns) }).toSorted(),
          );
        },
      ),
    );
  });

  it('halves what is too large until it is taken', async () => {
    const taken: string[] = [];
    const all = { rows: range(7), columns: range(5) };
    const whole = await workThroughBlocks([all], ['a', 'b'], async (_worker, block) => {
      if (block.rows.length * block.columns.length > 4) return 'too_large';
      taken.push(...pairsOf(block));
      return 'done';
    });
    expect(whole).toBe(true);
    expect(taken.toSorted()).toEqual(pairsOf(all).toSorted());
  });

  it('gives up when a single pair is too large', async () => {
    expect(await workThroughBlocks([{ rows: [1], columns: [2] }], ['a'], async () => 'too_large')).toBe(false);
  });
});
