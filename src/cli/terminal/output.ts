import { once } from 'node:events';
import type { WriteStream } from 'node:tty';
import { COLOUR_STYLE, PLAIN_STYLE, type Style, wantsColour } from './style.ts';

/** Where a command prints to. */
export interface Output {
  /** Prints; where the reader is slow the promise resolves when there is room again (bounded memory). */
  write(text: string): void | Promise<void>;
  readonly style: Style;
  /** Whether a person watches: the live tree is drawn over only then. */
  readonly terminal: boolean;
  /** Width in characters; 80 where it is unknown. */
  readonly columns: number;
  /** Height in lines; 24 where it is unknown. */
  readonly rows: number;
}

/** What every command gets: two outputs, the environment, and the place for its exit code. */
export interface CommandContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** The exit code of the program once the command returned; default 0. */
  exitCode: number;
}

/**
 * An output on a stream of the process. A reader that goes away (`runbook logs 1 | head`) ends the program
 * quietly, as it does for other programs on a closed pipe.
 */
export function streamOutput(
  stream: NodeJS.WriteStream | WriteStream,
  environment: NodeJS.ProcessEnv,
): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
  return {
    write(text) {
      if (stream.write(text)) return undefined;
      return once(stream, 'drain').then(() => undefined);
    },
    style: wantsColour(stream.isTTY, environment) ? COLOUR_STYLE : PLAIN_STYLE,
    terminal: stream.isTTY,
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
    get rows() {
      return stream.rows > 0 ? stream.rows : 24;
    },
  };
}
