// What keeps a broker from outliving the process that started it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Reads what runs now from its standard input, a line at a time, and clears up when that ends: with `release`, or
 * because the process at the other end died, however it died. In a session of its own, so that Ctrl-C in a
 * terminal does not end it before the broker.
 */
const SCRIPT = `
running=
while read -r line; do running=$line; done
if [ -n "$running" ]; then
  kill -KILL "$running" 2>/dev/null
  tries=0
  while kill -0 "$running" 2>/dev/null && [ "$tries" -lt 40 ]; do sleep 0.05; tries=$((tries + 1)); done
fi
eval "$1"
`;

/** Watches over one broker. */
export class Guard {
  #shell;

  /** @param {string} cleanUp a command of sh that is executed at the end */
  constructor(cleanUp) {
    this.#shell = spawn('sh', ['-c', SCRIPT, 'sh', cleanUp], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#shell.stdin.on('error', () => undefined);
  }

  /** @param {number | null} pid what is to be killed at the end; null: nothing */
  watch(pid) {
    this.#shell.stdin.write(`${pid ?? ''}\n`);
  }

  /** Clears up now and resolves when that is done. */
  async release() {
    if (this.#shell.exitCode !== null || this.#shell.signalCode !== null) return;
    const gone = once(this.#shell, 'exit');
    this.#shell.stdin.end();
    await gone;
  }
}

/**
 * A word of sh.
 * @param {string} text
 */
export function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
