import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { everyStep, warning, type Rule, type StepNode } from './rule.ts';

/** The workflow commands that GitHub took away or is about to, each with the file that took its place. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['set-output', 'GITHUB_OUTPUT'],
  ['save-state', 'GITHUB_STATE'],
  ['set-env', 'GITHUB_ENV'],
  ['add-path', 'GITHUB_PATH'],
]);

const COMMAND = /::(?:(set-output|save-state|set-env)\s+name=|(add-path)::)/;

/** What prints a line, in the languages of scripts. */
const PRINTS = /\b(?:echo|printf|print|puts|Write-Host|Write-Output|console\.log)\b/i;

/** Where a line is a comment. */
const COMMENT = /^\s*(?:#|\/\/|REM\b)/i;

/** Scripts that print `::set-output` and the other commands which are files now. */
export const deprecatedCommands: Rule = ({ document, jobs }) =>
  jobs.flatMap(everyStep).flatMap((step) => stepProblems(document, step));

/** One problem for each line: what stands behind the first command of a line is printed with it. */
function stepProblems(document: SourceDocument, { path, step: { run } }: StepNode): UnplacedProblem[] {
  if (typeof run !== 'string' || !run.includes('::')) return [];
  let start = 0;
  return run.split('\n').flatMap((line) => {
    const lineStart = start;
    start += line.length + 1;
    const match = COMMAND.exec(line);
    const before = line.slice(0, match?.index);
    if (match === null || !PRINTS.test(before) || COMMENT.test(before)) return [];
    const command = match[1] ?? match[2] ?? '';
    const finding = warning('deprecated-command', messageFor(command));
    return [document.inText([...path, 'run'], lineStart + match.index, command.length + 2, finding)];
  });
}

function messageFor(command: string): string {
  const file = FILES.get(command) ?? '';
  const line = command === 'add-path' ? 'folder' : 'name=value';
  return `\`::${command}\` is deprecated; append to the file instead: \`echo "${line}" >> "$${file}"\`.`;
}
