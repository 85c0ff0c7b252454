export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_LINES = 20;

/** Excel's own hint: a first line `sep=;`. */
export function statedDelimiter(text: string): { delimiter: Delimiter; rest: string } | null {
  const match = /^sep=([,;\t|])(\r\n|\n|\r)/i.exec(text);
  // The line stays, empty: the lines of the file keep their numbers.
  return match ? { delimiter: match[1] as Delimiter, rest: text.slice(match[0].length - match[2]!.length) } : null;
}

/** What parts the cells: the one that gives the first lines the same number of columns, and most of them. */
export function findDelimiter(text: string): Delimiter {
  const lines = text
    .split(/\r\n|\n|\r/, SAMPLE_LINES * 2)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES);
  const score = (delimiter: Delimiter) => {
    const counts = lines.map((line) => outsideQuotes(line, delimiter));
    const agreeing = counts.filter((count) => count === counts[0]).length;
    return (counts[0] ?? 0) * agreeing;
  };
  return DELIMITERS.reduce((best, one) => (score(one) > score(best) ? one : best));
}

function outsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) count++;
  }
  return count;
}
