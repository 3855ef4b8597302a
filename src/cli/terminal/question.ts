import { createInterface } from 'node:readline/promises';
import type { CommandContext } from './output.ts';

/**
 * Asks a person a question to be answered with yes or no; no is what counts where nothing is said. Null where nobody
 * can be asked: standard input or output is no terminal.
 */
export function askOnTerminal({ stdout }: CommandContext): ((question: string) => Promise<boolean>) | null {
  if (!stdout.terminal || !process.stdin.isTTY) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    // Ctrl-D and Ctrl-C end the input, and are a no.
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    try {
      const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
      return /^y(es)?$/i.test(answer.trim());
    } finally {
      lines.close();
    }
  };
}
