import type { Problem } from '../../../events/index.ts';
import type { CommandContext } from '../../terminal/output.ts';
import type { Report } from './report.ts';
import { summaryOf } from './text.ts';

/** For a job's log: each problem a workflow command that makes an annotation, then the count. */
export function githubReport({ stdout }: CommandContext): Report {
  return {
    async add({ problems }) {
      for (const problem of problems) await stdout.write(`${annotationCommand(problem)}\n`);
    },
    async end(totals) {
      if (totals.files > 0) await stdout.write(`${summaryOf(totals)}\n`);
    },
  };
}

/** `::error file=...,line=...,title=...::message` (GitHub docs, "Workflow commands"). */
export function annotationCommand(problem: Problem): string {
  const { severity, file, line, endLine, column, endColumn, rule, message } = problem;
  const properties = { file, line, endLine, col: column, endColumn, title: rule };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${severity} ${written.join(',')}::${escapeMessage(message)}`;
}

/** What would end the line, or be read as an escape. */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As a message, and what would end the property. */
function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
