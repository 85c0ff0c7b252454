/** Some rows and columns of a matrix. */
export interface MatrixPart {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export interface BlockLimits {
  /** Columns and pairs in one question. */
  readonly columns: number;
  readonly pairs: number;
}

/** Cuts a part into blocks within the limits, and into at least as many as there are workers. */
export function cutIntoBlocks({ rows, columns }: MatrixPart, limits: BlockLimits, workers: number): MatrixPart[] {
  const blocks: MatrixPart[] = [];
  const width = Math.max(1, Math.min(columns.length, limits.columns));
  const height = Math.max(1, Math.min(Math.floor(limits.pairs / width), Math.ceil(rows.length / workers)));
  for (let row = 0; row < rows.length; row += height) {
    for (let column = 0; column < columns.length; column += width) {
      blocks.push({ rows: rows.slice(row, row + height), columns: columns.slice(column, column + width) });
    }
  }
  return blocks;
}

/** Two halves along the longer side; null for a single pair. */
export function halves({ rows, columns }: MatrixPart): [MatrixPart, MatrixPart] | null {
  if (rows.length * columns.length <= 1) return null;
  const byRows = rows.length >= columns.length;
  const half = Math.ceil((byRows ? rows : columns).length / 2);
  return byRows
    ? [
        { rows: rows.slice(0, half), columns },
        { rows: rows.slice(half), columns },
      ]
    : [
        { rows, columns: columns.slice(0, half) },
        { rows, columns: columns.slice(half) },
      ];
}

export type BlockOutcome = 'done' | 'too_large' | 'stop';

/**
 * Each worker takes one block after another. What was too large to answer comes back as two halves; a single pair that is
 * too large, or `stop`, ends the work and answers false.
 */
export async function workThroughBlocks<Worker>(
  blocks: MatrixPart[],
  workers: readonly Worker[],
  ask: (worker: Worker, block: MatrixPart) => Promise<BlockOutcome>,
): Promise<boolean> {
  let goOn = true;
  const work = async (worker: Worker) => {
    for (let block = blocks.shift(); block && goOn; block = blocks.shift()) {
      const outcome = await ask(worker, block);
      const smaller = outcome === 'too_large' ? halves(block) : null;
      if (smaller) blocks.unshift(...smaller);
      else if (outcome !== 'done') goOn = false;
    }
  };
  await Promise.all(workers.map(work));
  return goOn;
}
