import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.ts';
import { memoryContext } from './memory-output.ts';

/** Runs a command line in this process. */
async function runbook(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { stdout, stderr, environment } = memoryContext();
  const code = await runProgram(args, { stdout, stderr, environment });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const COMMANDS = [
  ['serve'],
  ['worker'],
  ['run'],
  ['validate'],
  ['repo'],
  ['secret'],
  ['hook'],
  ['runs'],
  ['show'],
  ['logs'],
  ['rerun'],
  ['dispatch'],
  ['hook', 'install'],
];

describe('the command line', () => {
  it.each(COMMANDS)('explains %s %s with examples', async (...command) => {
    const { code, stdout } = await runbook([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: runbook /);
    expect(stdout).toContain('Example');
  });

  it('lists its commands', async () => {
    const { code, stdout } = await runbook(['--help']);
    expect(code).toBe(0);
    for (const [command] of COMMANDS) expect(stdout).toContain(`  ${command} `);
  });

  it.each([
    { args: [], says: 'Usage' },
    { args: ['server'], says: "unknown command 'server'" },
    { args: ['runs', '--jsonn'], says: "unknown option '--jsonn'" },
    { args: ['show'], says: "missing required argument 'run'" },
    { args: ['serve', '--port', '99999'], says: 'whole number from 0 to 65535' },
    { args: ['serve', '--roles', 'sever'], says: '"sever" is none of' },
    { args: ['worker', '--capacity', '0'], says: 'whole number from 1 to 1000' },
    { args: ['worker', '--kafka-sasl', 'oauth'], says: 'Allowed choices are plain' },
    { args: ['worker', '--partitions', '1025'], says: 'whole number from 1 to 1024' },
    { args: ['show', 'first', '--token', 'x'], says: '"first" is not a run' },
    { args: ['runs', '--server', 'http://127.0.0.1:1', '--token', 'x'], says: 'cannot be reached' },
    { args: ['rerun', 'last', '--failed', '--job', 'x'], says: 'exclude each other' },
  ])('ends with 2 and a sentence for $args', async ({ args, says }) => {
    const { code, stderr } = await runbook(args);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });
});
