/** Lines around a change that a diff shows. */
const CONTEXT = 3;

/**
 * The changes of a file in unified form, as `git apply` and `patch -p1` read it; empty where nothing changed. Fixes
 * replace words within lines, so both texts have as many lines; their line ends are part of them.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]));
  if (changed.length === 0) return '';
  const hunks = hunksOf(changed, old.length).map((hunk) => formatHunk(hunk, old, now));
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
}

/** Lines from `start` to before `end`, from 0. */
interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** Changes whose context touches share a hunk. */
function hunksOf(changed: readonly number[], count: number): Hunk[] {
  const hunks: Hunk[] = [];
  for (const line of changed) {
    const start = Math.max(0, line - CONTEXT);
    const end = Math.min(count, line + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) hunks.splice(-1, 1, { start: last.start, end });
    else hunks.push({ start, end });
  }
  return hunks;
}

function formatHunk({ start, end }: Hunk, old: readonly string[], now: readonly string[]): string {
  const place = `${start + 1},${end - start}`;
  const lines: string[] = [];
  for (let index = start; index < end; ) {
    let next = index;
    while (next < end && old[next] !== now[next]) next += 1;
    if (next === index) {
      lines.push(formatLine(' ', old[index]));
      index += 1;
      continue;
    }
    lines.push(...old.slice(index, next).map((line) => formatLine('-', line)));
    lines.push(...now.slice(index, next).map((line) => formatLine('+', line)));
    index = next;
  }
  return `@@ -${place} +${place} @@\n${lines.join('')}`;
}

function formatLine(sign: string, line = ''): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

/** With their line ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
