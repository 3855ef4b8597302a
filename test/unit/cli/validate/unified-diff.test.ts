import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../../src/cli/validate/fix/unified-diff.ts';
import { Workspace } from './workspace.ts';

/** What git says of the same two texts. */
function diffOfGit(before: string, after: string): string {
  const workspace = new Workspace();
  writeFileSync(join(workspace.root, 'before'), before);
  writeFileSync(join(workspace.root, 'after'), after);
  try {
    const args = ['diff', '--no-index', '--no-color', 'before', 'after'];
    return execFileSync('git', args, { cwd: workspace.root, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    workspace.remove();
  }
}

const hunks = (diff: string): string =>
  diff.slice(diff.indexOf('@@')).replaceAll(/^(@@ -\S+ \+\S+ @@).*$/gm, '$1');

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index}\n`);

function changed(...indexes: readonly number[]): string {
  return LINES.map((line, index) => (indexes.includes(index) ? `changed ${line}` : line)).join('');
}

describe('a diff', () => {
  it.each([[[0]], [[29]], [[5, 6]], [[3, 10]], [[3, 9]], [[3, 11, 25]], [[0, 2, 4, 28, 29]]])(
    'of the lines %j is that of git',
    (indexes) => {
      const after = changed(...indexes);
      expect(hunks(unifiedDiff('x', LINES.join(''), after))).toBe(hunks(diffOfGit(LINES.join(''), after)));
    },
  );

  it('says where the last line does not end', () => {
    expect(unifiedDiff('x', 'a\nb', 'a\nc')).toBe(
      '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    );
  });

  it('of equal texts is empty', () => {
    expect(unifiedDiff('x', 'a\n', 'a\n')).toBe('');
  });
});
