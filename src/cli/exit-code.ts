/** The program's exit codes; scripts depend on them. */
export const EXIT = {
  success: 0,
  /** The run or the validation failed. */
  failed: 1,
  /** Wrong usage, unreadable input, or a server that cannot be reached. */
  usage: 2,
  /** Ended by SIGINT. */
  interrupted: 130,
} as const;

/** One of the program's exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one sentence on stderr: what, where, what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(sentence: string, options: { exitCode?: ExitCode; cause?: unknown } = {}) {
    super(sentence, 'cause' in options ? { cause: options.cause } : undefined);
    this.exitCode = options.exitCode ?? EXIT.usage;
  }
}
