import { createInterface } from 'node:readline/promises';
import { CommandError, EXIT } from '../exit-code.ts';
import type { CommandContext } from './output.ts';

/** A question to be answered with yes or no. @throws CommandError where it is interrupted */
export type Ask = (question: string) => Promise<boolean>;

/**
 * Asks a person; no is what counts where nothing is said. Null where nobody can be asked: standard input or output is
 * no terminal.
 */
export function askOnTerminal({ stdout }: CommandContext): Ask | null {
  if (!stdout.terminal || !process.stdin.isTTY) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    let answered = false;
    const answer = lines.question(`${question} [y/N] `).then((text) => {
      answered = true;
      return text;
    });
    const ended = new Promise<string>((resolve, reject) => {
      lines.once('SIGINT', () =>
        reject(new CommandError('Interrupted; nothing was written.', { exitCode: EXIT.interrupted })),
      );
      lines.once('close', () => {
        // Without an answer (Ctrl-D, Ctrl-C) the line of the question has not ended.
        if (!answered) void stdout.write('\n');
        resolve('');
      });
    });
    try {
      return /^y(es)?$/i.test((await Promise.race([answer, ended])).trim());
    } finally {
      lines.close();
    }
  };
}
