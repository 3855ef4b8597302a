import type { CommandContext } from '../../terminal/output.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import type { Report } from './report.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

export type { CheckedFile, Report, Totals } from './report.ts';

const REPORTS = { text: textReport, json: jsonReport, sarif: sarifReport, github: githubReport };

/** A form in which `runbook validate` prints what it found. */
export type ReportFormat = keyof typeof REPORTS;

/** A report that prints to the command's output. */
export function createReport(format: ReportFormat, context: CommandContext): Report {
  return REPORTS[format](context);
}
