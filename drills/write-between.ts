import { readFileSync, writeFileSync } from 'node:fs';

/** The lines of a page that a program writes: nobody types there. */
const begin = (name: string) => `<!-- ${name}: written by a program, from kept results -->`;
const end = (name: string) => `<!-- end of ${name} -->`;

/** What stands between the marks of that name. Throws when the page has none. */
export function readBetween(page: string, name: string): string {
  const [from, to] = [page.indexOf(begin(name)), page.indexOf(end(name))];
  if (from < 0 || to < from) throw new Error(`The page has no ${begin(name)} … ${end(name)}`);
  return page.slice(from + begin(name).length, to).trim();
}

export function replaceBetween(page: string, name: string, text: string): string {
  readBetween(page, name);
  const [from, to] = [page.indexOf(begin(name)) + begin(name).length, page.indexOf(end(name))];
  return `${page.slice(0, from)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}

export function writeBetween(file: string, name: string, text: string): void {
  writeFileSync(file, replaceBetween(readFileSync(file, 'utf8'), name, text));
}
