import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printProblems, problemCodes } from './index.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = join(root, 'docs', 'problems.md');
const sources = globSync(['server/src/**/*.ts', 'packages/delivery-rules/src/**/*.ts'], {
  cwd: root,
  exclude: (name) => /\.test\.ts$|node_modules/.test(String(name)),
}).map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

describe('the catalogue of problem codes', () => {
  // That a code is of the catalogue at all is the compiler's to say (`ProblemCode`), whatever passes it on.
  it('has each code with the status that it is thrown with', () => {
    const strangers = sources.flatMap(({ file, text }) =>
      thrownProblems(text)
        .filter(({ code, status }) => !fits(code, status))
        .map(({ code, status }) => `${file}: ${code} with ${status}`),
    );
    expect(strangers).toEqual([]);
  });

  it('is not got round by a cast', () => {
    expect(sources.filter(({ text }) => /\bas (unknown as )?ProblemCode\b/.test(text)).map(({ file }) => file)).toEqual(
      [],
    );
  });

  it('has none that nobody throws', () => {
    const all = sources.map(({ text }) => text).join('\n');
    expect([...problemCodes.keys()].filter((code) => !all.includes(`'${code}'`))).toEqual([]);
  });

  it('is, word for word, what docs/problems.md says (UPDATE_DOCS=1 writes it anew)', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, printProblems());
    expect(readFileSync(page, 'utf8')).toBe(printProblems());
  });
});

/** The words of `code:` at the first level of each `new Problem({ … })`, with the status where it is a number. */
function thrownProblems(text: string): { code: string; status: number | null }[] {
  return [...text.matchAll(/new Problem\(\{/g)].flatMap(({ index }) => {
    let depth = 0;
    let own = '';
    for (let at = index + 'new Problem('.length; at < text.length; at++) {
      if (text[at] === '{' || text[at] === '[') depth++;
      if (depth === 1) own += text[at];
      if (text[at] === '}' || text[at] === ']') depth--;
      if (depth === 0) break;
    }
    const value = /\bcode:\s*([^,]*),/.exec(own)?.[1] ?? '';
    const status = /\bstatus: (\d+)/.exec(own)?.[1];
    return [...value.matchAll(/'([a-z_]+)'/g)].map(([, code]) => ({
      code: code!,
      status: status === undefined ? null : Number(status),
    }));
  });
}

function fits(code: string, status: number | null): boolean {
  const known = problemCodes.get(code);
  return known !== undefined && (status === null || known.status.includes(status));
}
