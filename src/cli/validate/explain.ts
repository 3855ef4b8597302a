import type { Problem } from '../../events/index.ts';
import { createMemoryReader, inspectFile, loadProject, nearMiss } from '../../workflow/index.ts';
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
  await stdout.write(await rulePage(page, stdout));
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
  const rows = pages.map(({ rule, severity, summary }) => [rule, severity, summary]);
  return formatTable(columns, rows, style.faint);
}

async function rulePage(page: RulePage, { style, columns }: Output): Promise<string> {
  const { rule, severity, summary, why, kind, bad, good } = page;
  const width = Math.min(columns, WIDEST);
  const paint = severity === 'warning' ? style.warning : style.bad;
  const paragraphs = [
    `${style.strong(rule)} (${paint(severity)})`,
    wrapWords(summary, width),
    wrapWords(why, width),
    style.bad('Wrong:'),
    kind === 'commands' ? indented(bad) : await markedExample(page, style),
    style.good('Right:'),
    kind === 'commands' ? indented(good) : numbered(good, style).join('\n'),
    ...Object.entries(page.files ?? {}).flatMap(([path, text]) => [`${path}:`, indented(text)]),
    style.faint(`docs/rules.md#${rule}`),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** The bad example with its problems where they stand. */
async function markedExample(page: RulePage, style: Style): Promise<string> {
  const lines = numbered(page.bad, style);
  for (const problem of await problemsOf(page)) {
    const [heading = '', , carets = ''] = formatProblem(problem, style).split('\n');
    const message = heading.slice(heading.indexOf(' ') + 1);
    lines[problem.line - 1] += `\n${carets}\n${' '.repeat(8)}${message}`;
  }
  return lines.join('\n');
}

/** What the rule has against the bad example, which stands in a repository with the page's other files. */
async function problemsOf({ rule, kind, bad, files = {} }: RulePage): Promise<readonly Problem[]> {
  const path = kind === 'action' ? 'action.yml' : '.runbook/example.yml';
  const project = await loadProject(createMemoryReader(files), { path, source: bad });
  const { problems } = inspectFile(bad, path, { files: project, path });
  return problems.filter((problem) => problem.rule === rule);
}

function numbered(text: string, style: Style): string[] {
  return linesOf(text).map(
    (line, index) => `${style.faint(String(index + 1).padStart(5))} ${style.faint('|')} ${line}`,
  );
}

function indented(text: string): string {
  return linesOf(text)
    .map((line) => `    ${line}`)
    .join('\n');
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
