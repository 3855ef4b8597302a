import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { validate, type ValidateOptions } from '../../../../src/cli/validate/validate.ts';
import { memoryContext } from '../memory-output.ts';

/** A workflow without a mistake. */
export const GOOD = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

/** One with a misspelt key, at 5:5. */
export const MISSPELT = GOOD.replace('    steps:', '    timeout-minute: 5\n    steps:');

/** A folder of a test's own with files in it. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), 'runbook-validate-'));

  write(path: string, content: string | Uint8Array): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What a call of `validate` came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `validate` in this process. */
export async function run(
  paths: readonly string[],
  options: Partial<ValidateOptions> = {},
  input: string | AsyncIterable<Uint8Array> = '',
): Promise<Outcome> {
  const context = memoryContext();
  const bytes = typeof input === 'string' ? Readable.from([Buffer.from(input)]) : input;
  const code = await validate(paths, { format: 'text', ...options }, context, bytes);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}
