import type { RunFlags } from '../commands/run.ts';
import { CommandError } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { readDotenvFile } from './dotenv-file.ts';

/** Values that the command line gives to the runs. */
export interface RunSettings {
  readonly secrets: { readonly [name: string]: string };
  readonly vars: { readonly [name: string]: string };
  /** Workflow-level `env`, over the file's own. */
  readonly env: { readonly [name: string]: string };
}

/**
 * Gathers secrets, vars and env from files and flags; flags win over files, later ones over earlier ones.
 * @throws CommandError where a file cannot be read or a secret has no value
 */
export async function readSettings(flags: RunFlags, context: CommandContext): Promise<RunSettings> {
  return {
    secrets: { ...(await fromFiles(flags.secretFile)), ...secretsOf(flags.secret ?? [], context) },
    vars: { ...(await fromFiles(flags.varFile)), ...Object.fromEntries(flags.var ?? []) },
    env: { ...(await fromFiles(flags.envFile)), ...Object.fromEntries(flags.env ?? []) },
  };
}

async function fromFiles(paths: readonly string[] | undefined): Promise<{ [name: string]: string }> {
  const values: { [name: string]: string } = {};
  for (const path of paths ?? []) Object.assign(values, Object.fromEntries(await readDotenvFile(path)));
  return values;
}

/** `--secret NAME` reads the environment; `--secret NAME=value` works, and everybody on the machine can see it. */
function secretsOf(given: readonly string[], context: CommandContext): { [name: string]: string } {
  const secrets: { [name: string]: string } = {};
  for (const text of given) {
    const at = text.indexOf('=');
    const name = at < 0 ? text : text.slice(0, at);
    const value = at < 0 ? context.environment[name] : text.slice(at + 1);
    if (name === '') throw new CommandError(`--secret ${JSON.stringify(text)} has no name.`);
    if (value === undefined) {
      throw new CommandError(`--secret ${name}: the environment has no variable ${name} to read it from.`);
    }
    if (at >= 0) {
      void context.stderr.write(
        `${context.stderr.style.warning('warning:')} --secret ${name}=... shows the value in the list of processes; \`--secret ${name}\` reads it from the environment.\n`,
      );
    }
    secrets[name] = value;
  }
  return secrets;
}
