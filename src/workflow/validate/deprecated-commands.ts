import type { Finding } from '../source/source-text.ts';
import { everyStep, warning, type Rule } from './rule.ts';

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

/** A command that a script prints, by its 0-based place in it. */
interface PrintedCommand {
  readonly name: string;
  readonly offset: number;
}

/** Scripts that print `::set-output` and the other commands which are files now. */
export const deprecatedCommands: Rule = ({ document, jobs }) => {
  // An alias may repeat a long script a thousand times.
  const known = new Map<string, readonly PrintedCommand[]>();
  return jobs.flatMap(everyStep).flatMap(({ path, step: { run } }) => {
    if (typeof run !== 'string') return [];
    const printed = known.get(run) ?? commandsOf(run);
    known.set(run, printed);
    return printed.map(({ name, offset }) =>
      document.inText([...path, 'run'], offset, name.length + 2, findingOf(name)),
    );
  });
};

/** One for each line: what stands behind the first command of a line is printed with it. */
function commandsOf(script: string): PrintedCommand[] {
  if (!script.includes('::')) return [];
  let start = 0;
  return script.split('\n').flatMap((line) => {
    const lineStart = start;
    start += line.length + 1;
    const match = COMMAND.exec(line);
    const before = line.slice(0, match?.index);
    if (match === null || !PRINTS.test(before) || COMMENT.test(before)) return [];
    return [{ name: match[1] ?? match[2] ?? '', offset: lineStart + match.index }];
  });
}

function findingOf(command: string): Finding {
  const file = FILES.get(command) ?? '';
  const line = command === 'add-path' ? 'folder' : 'name=value';
  const message = `\`::${command}\` is deprecated; append to the file instead: \`echo "${line}" >> "$${file}"\`.`;
  return warning('deprecated-command', message);
}
