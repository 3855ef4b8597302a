import { StepError } from './step-error.ts';
import { which } from './which.ts';

/** How a script is handed to its shell. */
export interface Shell {
  /** Absolute path of the program. */
  readonly file: string;
  /** Arguments; `{0}` in them stands for the script's path. */
  readonly args: readonly string[];
  /** With the dot; empty where it does not matter. */
  readonly extension: string;
  /** Whether the shell reads a script from any path, `/dev/fd/3` included. */
  readonly readsAnyPath: boolean;
  /** The script as the shell is to read it. */
  readonly complete: (script: string) => string;
}

interface BuiltIn {
  readonly programs: readonly string[];
  readonly args: readonly string[];
  readonly extension: string;
  readonly readsAnyPath?: boolean;
  readonly complete?: (script: string) => string;
}

/** GitHub docs, "Workflow syntax", `jobs.<job_id>.steps[*].shell`. */
const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map([
  [
    'bash',
    {
      programs: ['bash'],
      args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'],
      extension: '.sh',
    },
  ],
  ['sh', { programs: ['sh'], args: ['-e', '{0}'], extension: '.sh' }],
  ['python', { programs: ['python', 'python3'], args: ['{0}'], extension: '.py' }],
  [
    'pwsh',
    {
      programs: ['pwsh'],
      args: ['-command', `. '{0}'`],
      extension: '.ps1',
      // It runs nothing as a script whose name does not end in .ps1.
      readsAnyPath: false,
      complete: (script: string) =>
        `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`,
    },
  ],
]);

/** What runs a script whose step names no shell: bash, or sh where there is no bash. */
const UNNAMED: readonly BuiltIn[] = [
  { programs: ['bash'], args: ['-e', '{0}'], extension: '.sh' },
  { programs: ['sh'], args: ['-e', '{0}'], extension: '.sh' },
];

/**
 * The shell of a step.
 * @param name one of GitHub's names in any case of letters, or a command with `{0}` where the script's path goes; undefined: the default
 * @param path `PATH` of the step
 * @throws StepError where it is unknown or not installed
 */
export function findShell(name: string | undefined, path: string, folder: string): Shell {
  const candidates = name === undefined ? UNNAMED : [BUILT_IN.get(name.toLowerCase()) ?? customShell(name)];
  for (const candidate of candidates) {
    for (const program of candidate.programs) {
      const file = which(program, path, folder);
      if (file === null) continue;
      const { args, extension, readsAnyPath = true, complete = withFinalLineEnd } = candidate;
      return { file, args, extension, readsAnyPath, complete };
    }
  }
  const programs = candidates.flatMap((candidate) => candidate.programs).join(' or ');
  throw new StepError(
    `The shell of this step needs ${programs}, which is not on the worker's PATH. Install it or choose another shell.`,
  );
}

function customShell(name: string): BuiltIn {
  const [program, ...args] = splitWords(name);
  if (program === undefined || !name.includes('{0}')) {
    throw new StepError(
      `The shell ${JSON.stringify(name)} is neither one of ${[...BUILT_IN.keys()].join(', ')} nor a command with {0} in place of the script.`,
    );
  }
  return { programs: [program], args, extension: '' };
}

/** Words between blanks; quotes keep blanks together. */
function splitWords(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

function withFinalLineEnd(script: string): string {
  return script.endsWith('\n') ? script : `${script}\n`;
}
