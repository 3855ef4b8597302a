import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The rows of all tables below a heading of a page of docs/, cells without their back quotes' spaces. */
export function tableRows(page: string, heading: string): string[][] {
  const text = readFileSync(fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url)), 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  return section
    .split(/\n## /, 1)
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[ -]+\|/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter(([first = '']) => first.startsWith('`'));
}

/** What stands between back quotes. */
export function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}
