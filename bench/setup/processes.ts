import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Wall clock in milliseconds with microseconds behind the point, comparable with bash's EPOCHREALTIME. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

/** Runs a program to its end and gives its standard output. */
export async function run(file: string, args: readonly string[], cwd?: string): Promise<string> {
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'Bench',
    GIT_AUTHOR_EMAIL: 'bench@localhost',
    GIT_COMMITTER_NAME: 'Bench',
    GIT_COMMITTER_EMAIL: 'bench@localhost',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const { stdout } = await execute(file, [...args], { ...(cwd === undefined ? {} : { cwd }), env });
  return stdout;
}

/** Milliseconds that a program takes from start to end. */
export async function time(file: string, args: readonly string[], cwd?: string): Promise<number> {
  const begin = performance.now();
  await run(file, args, cwd);
  return performance.now() - begin;
}

/** Starts a program that goes on; its output is read by `onLine`. */
export function start(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): ChildProcess {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return child;
}

/** Whether a program is on PATH. */
export async function isInstalled(program: string): Promise<boolean> {
  try {
    await run('sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}
