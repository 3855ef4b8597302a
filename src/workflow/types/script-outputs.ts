/** What a script sets as outputs, where its lines are simple enough to be sure. */
import type { Json } from '../../events/json.ts';

/** Commands that run no other program of the repository and set no output by themselves. */
const KNOWN_COMMANDS = new Set(
  '[ [[ awk basename cat cd cut date dirname echo exit export false git grep head jq ls mkdir printf pwd sed set sleep sort tail test tr true uname uniq wc'.split(
    ' ',
  ),
);

/** `echo "name=value" >> "$GITHUB_OUTPUT"` in its usual spellings; one output, written out. */
const SETS_OUTPUT =
  /^(?:echo|printf) +["']?([A-Za-z_][\w-]*)=[^`;|&<>\\]*>> *(?:"\$GITHUB_OUTPUT"|"\$\{GITHUB_OUTPUT\}"|\$GITHUB_OUTPUT|\$\{GITHUB_OUTPUT\})$/;

/** Characters that join, feed or hide commands; such a line is not looked into. */
const COMPOUND = /[`;|&<>\\]|::/;

/** Where output may go without becoming an output of the step; without quotes and braces. */
const OTHER_FILES = new Set(['$GITHUB_ENV', '$GITHUB_PATH', '$GITHUB_STEP_SUMMARY', '/dev/null']);

/**
 * The names of the outputs that a script sets; null where it cannot be known: as soon as a line could set one in
 * another way, or runs something that could.
 */
export function scriptOutputs(script: string, shell: Json | undefined): readonly string[] | null {
  if (shell !== undefined && shell !== 'bash' && shell !== 'sh') return null;
  if (script.length > LONGEST) return null;
  const names: string[] = [];
  for (const written of script.split('\n')) {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) continue;
    const name = SETS_OUTPUT.exec(line)?.[1];
    if (name === undefined ? !isHarmless(line) : !hasKnownSubstitutions(line)) return null;
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** Longer scripts are programs. */
const LONGEST = 4_000;

function isHarmless(line: string): boolean {
  const command = withoutRedirection(line);
  const [word = ''] = command.split(/\s/, 1);
  return (
    KNOWN_COMMANDS.has(word) &&
    !COMPOUND.test(command) &&
    !command.includes('${{') &&
    !/GITHUB_OUTPUT/i.test(command) &&
    hasKnownSubstitutions(command)
  );
}

function withoutRedirection(line: string): string {
  const at = line.lastIndexOf('>');
  const file = line
    .slice(at + 1)
    .trim()
    .replace(/["{}]/g, '');
  return at >= 0 && OTHER_FILES.has(file) ? line.slice(0, at).replace(/2?>?$/, '') : line;
}

/** Whether each `$(...)` of a line begins with a known command. */
function hasKnownSubstitutions(line: string): boolean {
  return line
    .split('$(')
    .slice(1)
    .every((rest) => KNOWN_COMMANDS.has(rest.split(/[\s)]/, 1)[0] ?? ''));
}
