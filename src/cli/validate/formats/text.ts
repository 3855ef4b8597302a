import type { CommandContext } from '../../terminal/output.ts';
import { countOf, formatProblem } from '../../terminal/problem-text.ts';
import type { CheckedFile, Report, Totals } from './report.ts';

/** For people: as compilers print it, each file at once, and a count at the end. */
export function textReport({ stdout }: CommandContext): Report {
  /** Lines that nobody watches are cut for those who read them later, not for the window. */
  const room = stdout.terminal ? { columns: stdout.columns } : {};
  return {
    async add({ problems, fixes }: CheckedFile) {
      const answers = new Map(fixes.map(({ problem, edit }) => [problem, edit.replacement]));
      for (const problem of problems) {
        const replacement = answers.get(problem);
        await stdout.write(formatProblem(problem, stdout.style, { ...room, replacement }));
      }
    },
    async end(totals) {
      if (totals.files === 0) return;
      const { style } = stdout;
      const summary = summaryOf(totals);
      await stdout.write(`${totals.errors > 0 ? style.bad(summary) : style.good(summary)}\n`);
      for (const hint of hintsOf(totals)) await stdout.write(`${style.faint(hint)}\n`);
    },
  };
}

/** `3 files checked: 1 error.` */
export function summaryOf({ files, errors, warnings }: Totals): string {
  const checked = `${files} file${files === 1 ? '' : 's'} checked`;
  const count = countOf(errors, warnings);
  return count === null ? `${checked}, no problems found.` : `${checked}: ${count}.`;
}

function hintsOf({ errors, warnings, fixes }: Totals): string[] {
  if (errors + warnings === 0) return [];
  const fixed = fixes === 1 ? 'One of them has' : `${fixes} of them have`;
  return [
    ...(fixes > 0 ? [`${fixed} one answer: \`runbook validate --fix\` shows it as a diff.`] : []),
    '`runbook validate --explain RULE` says more of a rule, with an example.',
  ];
}
