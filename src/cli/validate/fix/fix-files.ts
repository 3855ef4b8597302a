import { fixFile } from '../../../workflow/index.ts';
import { CommandError } from '../../exit-code.ts';
import type { CommandContext, Output } from '../../terminal/output.ts';
import { printable } from '../../terminal/printable.ts';
import type { Ask } from '../../terminal/question.ts';
import type { Inspected } from '../check-files.ts';
import { unifiedDiff } from './unified-diff.ts';
import { rewriteFile } from './write-file.ts';

/** A file and what `--fix` would make of it. */
interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What became of the fixes. */
export type FixOutcome = 'nothing to fix' | 'written' | 'not written';

/**
 * Shows what the fixes of the files would change, as a diff, and writes it once it is agreed to.
 * @param agree asks for it; null where nobody can be asked
 */
export async function fixFiles(
  files: AsyncIterable<Inspected>,
  agree: Ask | null,
  { stdout, stderr }: CommandContext,
): Promise<FixOutcome> {
  const changes: Change[] = [];
  for await (const { file, text, checked, check } of files) {
    if (text === null || checked.fixes.length === 0) continue;
    const { text: after } = fixFile(text, checked, check);
    if (after === text) continue;
    changes.push({ file, before: text, after });
    await stdout.write(shownDiff(unifiedDiff(file, text, after), stdout));
  }
  if (changes.length === 0) return 'nothing to fix';
  const count = `${changes.length} file${changes.length === 1 ? '' : 's'}`;
  if (agree === null) {
    await stderr.write(`Nothing was written to ${count}; \`runbook validate --fix --yes\` does it.\n`);
    return 'not written';
  }
  if (!(await agree(`Write this to ${count}?`))) {
    await stderr.write('Nothing was written.\n');
    return 'not written';
  }
  for (const { file, before, after } of changes) await rewriteFile(file, before, after);
  return 'written';
}

/** On a terminal with colours, and without what could move its cursor; elsewhere to the byte, for `git apply`. */
function shownDiff(diff: string, { terminal, style }: Output): string {
  if (!terminal) return diff;
  const lines = diff.split('\n').map((line) => {
    const shown = printable(line.replace(/\r$/, ''));
    if (line.startsWith('+')) return style.good(shown);
    return line.startsWith('-') ? style.bad(shown) : line.startsWith('@@') ? style.active(shown) : shown;
  });
  return lines.join('\n');
}

/** Refuses what cannot go with `--fix`. @throws CommandError */
export function checkFixFlags(format: string, paths: readonly string[]): void {
  if (format !== 'text') throw new CommandError(`--fix prints a diff; leave --format ${format} out.`);
  if (paths.includes('-')) {
    throw new CommandError('--fix writes files; standard input is none. Name the file instead of -.');
  }
}
