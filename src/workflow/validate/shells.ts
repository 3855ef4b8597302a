import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import { quotedList } from '../structure/words.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from '../quoted.ts';
import { error, everyStep, warning, type JobNode, type Rule } from './rule.ts';

/** The names that stand for a command (GitHub docs, `jobs.<job_id>.steps[*].shell`). */
const BUILT_IN = ['bash', 'sh', 'pwsh', 'python', 'cmd', 'powershell'];

/** Other programs that run scripts, and are no misspelt names. */
const PROGRAMS = [
  'zsh',
  'fish',
  'ksh',
  'dash',
  'ash',
  'nu',
  'node',
  'deno',
  'bun',
  'perl',
  'ruby',
  'php',
  'Rscript',
];

/** Those that only Windows has. */
const OF_WINDOWS = new Set(['cmd', 'powershell']);

/** A label of a machine that is not Windows. */
const NOT_WINDOWS = /^(?:ubuntu|macos|linux)\b/i;

/** `shell` of a step or of `defaults`: one of GitHub's names, or a command with `{0}` where the script's path goes. */
export const shells: Rule = ({ document, root, jobs }) => [
  ...shellProblems(document, defaultShell(root), ['defaults', 'run', 'shell'], false),
  ...jobs.flatMap((node) => {
    const isForeign = !runsOnWindows(node);
    return [
      ...shellProblems(
        document,
        defaultShell(node.job),
        [...node.path, 'defaults', 'run', 'shell'],
        isForeign,
      ),
      ...everyStep(node).flatMap(({ step, path }) =>
        shellProblems(document, step['shell'], [...path, 'shell'], isForeign),
      ),
    ];
  }),
];

function defaultShell(owner: JobNode['job']): Json | undefined {
  const defaults = owner['defaults'];
  const run = isJsonObject(defaults) ? defaults['run'] : undefined;
  return isJsonObject(run) ? run['shell'] : undefined;
}

/** False only where one label says so. */
function runsOnWindows({ job }: JobNode): boolean {
  const label = job['runs-on'];
  return typeof label !== 'string' || hasExpression(label) || !NOT_WINDOWS.test(label);
}

/** @param isForeign whether Windows' own shells are missing there */
function shellProblems(
  document: SourceDocument,
  shell: Json | undefined,
  path: Path,
  isForeign: boolean,
): UnplacedProblem[] {
  if (typeof shell !== 'string' || shell === '' || hasExpression(shell)) return [];
  if (OF_WINDOWS.has(shell.toLowerCase()) && isForeign) {
    const message = `Only Windows has the shell ${quoted(shell)}; write \`pwsh\` for PowerShell, or \`bash\`.`;
    return [document.atValue(path, warning('foreign-shell', message))];
  }
  if (shell.includes('{0}') || BUILT_IN.includes(shell.toLowerCase())) return [];
  return [document.atValue(path, findingFor(shell))];
}

function findingFor(shell: string): Finding {
  const [command = '', ...words] = shell.trim().split(/\s+/);
  const isProgram = words.length > 0 || PROGRAMS.includes(command);
  const near = isProgram ? null : nearMiss(command, BUILT_IN);
  if (near !== null) {
    const message = `${quoted(shell)} is not a shell; did you mean \`${near}\`?`;
    return error('unknown-shell', message, correctionOf(shell, near));
  }
  const whole = quoted(`${shell.trim()} {0}`);
  const message = `${quoted(shell)} is not a shell: it must be ${quotedList(BUILT_IN, 'or')}, or a command with \`{0}\` where the script's path goes, as ${whole}.`;
  return error('unknown-shell', message);
}
