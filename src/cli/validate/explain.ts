import { inspectFile, nearMiss } from '../../workflow/index.ts';
import { RULE_PAGES, type RulePage } from '../../workflow/rules/index.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext, Output } from '../terminal/output.ts';
import { formatProblem } from '../terminal/problem-text.ts';
import type { Style } from '../terminal/style.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapWords } from '../terminal/wrap-words.ts';

/** The widest text that is comfortable to read. */
const WIDEST = 100;

/**
 * Prints the page of a rule: what is wrong, why it matters, a bad and a good example.
 * @param rule null: all rules, one a line
 * @throws CommandError where there is no such rule
 */
export async function explain(rule: string | null, { stdout }: CommandContext): Promise<ExitCode> {
  if (rule === null) {
    await stdout.write(ruleTable(stdout.style));
    return EXIT.success;
  }
  const page = RULE_PAGES.get(rule);
  if (page === undefined) throw unknownRule(rule);
  await stdout.write(rulePage(page, stdout));
  return EXIT.success;
}

function unknownRule(rule: string): CommandError {
  const near = nearMiss(rule, [...RULE_PAGES.keys()]);
  const hint = near === null ? '`runbook validate --explain` lists them.' : `did you mean ${near}?`;
  return new CommandError(`There is no rule ${rule}; ${hint}`);
}

function ruleTable(style: Style): string {
  const pages = [...RULE_PAGES.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const columns = [{ title: 'rule' }, { title: 'severity' }, { title: 'what is wrong' }];
  return formatTable(
    columns,
    pages.map(({ rule, severity, summary }) => [rule, severity, summary]),
    style.faint,
  );
}

function rulePage(page: RulePage, { style, columns }: Output): string {
  const { rule, severity, summary, why, good } = page;
  const width = Math.min(columns, WIDEST);
  const paint = severity === 'warning' ? style.warning : style.bad;
  return [
    `${style.strong(rule)} (${paint(severity)})\n`,
    `${wrapWords(summary, width)}\n`,
    `${wrapWords(why, width)}\n`,
    `${style.bad('Wrong:')}\n`,
    markedExample(page, style),
    `${style.good('Right:')}\n`,
    numbered(good, style).join(''),
    style.faint(`docs/rules.md#${rule}\n`),
  ].join('\n');
}

/** The bad example with its problems where they stand. */
function markedExample({ rule, bad, kind }: RulePage, style: Style): string {
  const file = kind === 'action' ? 'action.yml' : '.runbook/example.yml';
  const { problems } = inspectFile(bad, file);
  const lines = numbered(bad, style);
  for (const problem of problems.filter((one) => one.rule === rule)) {
    const [heading = '', , carets = ''] = formatProblem(problem, style).split('\n');
    const message = heading.slice(heading.indexOf(' ') + 1);
    lines[problem.line - 1] += `${carets}\n${' '.repeat(8)}${message}\n`;
  }
  return lines.join('');
}

function numbered(text: string, style: Style): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => `${style.faint(String(index + 1).padStart(5))} ${style.faint('|')} ${line}\n`);
}
