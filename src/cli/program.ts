import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addCancel } from './commands/cancel.ts';
import { addDispatch } from './commands/dispatch.ts';
import { addHook } from './commands/hook.ts';
import { addLogs } from './commands/logs.ts';
import { addRepo } from './commands/repo.ts';
import { addRerun } from './commands/rerun.ts';
import { addRun } from './commands/run.ts';
import { addRuns } from './commands/runs.ts';
import { addSecret } from './commands/secret.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSignIn } from './commands/sign-in.ts';
import { addValidate } from './commands/validate.ts';
import { addWorker } from './commands/worker.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { type CommandContext, type Output, streamOutput } from './terminal/output.ts';

const OVERVIEW = `
Start here:
  $ runbook run                       run this checkout's workflows on this machine, no server needed
  $ runbook validate                  check this checkout's workflows and actions
  $ runbook serve                     start the server, then: runbook repo add OWNER/NAME URL

Every flag has an environment variable: --event-path is RUNBOOK_EVENT_PATH.
Exit codes: 0 success, 1 the run or the validation failed, 2 usage or unreadable input, 130 interrupted.`;

/** Where the program prints to and what environment it reads; default: the process's own. */
export interface ProgramOptions {
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs one command line and gives the exit code. Errors become one sentence on stderr.
 * @param args without node and the program's own path
 */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<number> {
  const environment = options.environment ?? process.env;
  const context: CommandContext = {
    stdout: options.stdout ?? streamOutput(process.stdout, environment),
    stderr: options.stderr ?? streamOutput(process.stderr, environment),
    environment,
    exitCode: EXIT.success,
  };
  try {
    await createProgram(context).parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return exitCodeOf(error, context.stderr);
  }
}

/** All commands with their flags; what they do is loaded when it is asked for, so that the start is fast. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('runbook')
    .description('A self-hosted CI server in the style of GitHub Actions: a git push becomes a run.')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', OVERVIEW)
    .showHelpAfterError('Try --help for what is possible.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      getOutHelpWidth: () => context.stdout.columns,
      getErrHelpWidth: () => context.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of [
    addServe,
    addWorker,
    addRun,
    addValidate,
    addRepo,
    addSecret,
    addHook,
    addRuns,
    addShow,
    addLogs,
    addCancel,
    addRerun,
    addDispatch,
    addSignIn,
  ]) {
    add(program, context);
  }
  return program;
}

/** commander has printed its own errors; every other error is a sentence already, or becomes one. */
function exitCodeOf(error: unknown, stderr: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
  const message = error instanceof Error ? error.message : String(error);
  void stderr.write(`${stderr.style.bad('runbook:')} ${message}\n`);
  return error instanceof CommandError ? error.exitCode : EXIT.usage;
}
