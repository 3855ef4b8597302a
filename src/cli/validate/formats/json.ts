import type { Problem } from '../../../events/index.ts';
import type { CommandContext } from '../../terminal/output.ts';
import type { Report } from './report.ts';

/** For scripts: an array of `{file, line, column, endLine, endColumn, severity, rule, message}`. */
export function jsonReport({ stdout }: CommandContext): Report {
  const rows: Partial<Problem>[] = [];
  return {
    add({ problems }) {
      for (const { file, line, column, endLine, endColumn, severity, rule, message } of problems) {
        rows.push({ file, line, column, endLine, endColumn, severity, rule, message });
      }
    },
    end: () => stdout.write(`${JSON.stringify(rows, null, 2)}\n`),
  };
}
