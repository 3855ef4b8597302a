import type { CommandContext, Output } from '../../../src/cli/terminal/output.ts';
import { PLAIN_STYLE } from '../../../src/cli/terminal/style.ts';

/** An output that keeps what was printed. */
export class MemoryOutput implements Output {
  readonly style = PLAIN_STYLE;
  readonly columns: number;
  text = '';
  readonly terminal: boolean;
  readonly rows: number;

  constructor(options: { terminal?: boolean; rows?: number; columns?: number } = {}) {
    this.columns = options.columns ?? 100;
    this.terminal = options.terminal ?? false;
    this.rows = options.rows ?? 24;
  }

  write(text: string): void {
    this.text += text;
  }
}

export function memoryContext(
  environment: NodeJS.ProcessEnv = {},
): CommandContext & { stdout: MemoryOutput; stderr: MemoryOutput } {
  return { stdout: new MemoryOutput(), stderr: new MemoryOutput(), environment, exitCode: 0 };
}
