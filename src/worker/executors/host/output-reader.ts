import { readSync } from 'node:fs';
import { Socket } from 'node:net';

/** Bytes that a FIFO holds by default on Linux: what can be in it when the process has exited. */
const FIFO_CAPACITY = 64 * 1024;
/** How much is read at most once the process is gone: others may write for ever. */
const DRAIN_LIMIT = 16 * FIFO_CAPACITY;

/** Reads what a step's processes print, in the order they print it, and no faster than it is taken. */
export class OutputReader {
  readonly #descriptor: number;
  readonly #socket: Socket;
  readonly #onOutput: (chunk: Buffer) => void | Promise<void>;
  /** What `onOutput` said of the newest chunk. */
  #taken: Promise<void> | null = null;
  #failure: unknown = null;

  /** @param descriptor the reading end of a FIFO, not blocking; closed by `close` */
  constructor(descriptor: number, onOutput: (chunk: Buffer) => void | Promise<void>) {
    this.#descriptor = descriptor;
    this.#onOutput = onOutput;
    this.#socket = new Socket({ fd: descriptor, readable: true, writable: false });
    this.#socket.on('data', (chunk: Buffer) => this.#give(chunk));
    this.#socket.on('error', () => this.#socket.destroy());
  }

  /**
   * Hands over what is in the FIFO now. From then on output is read and dropped: processes in the background
   * may go on printing and must neither block nor die of it.
   * @throws what `onOutput` threw
   */
  async finish(): Promise<void> {
    this.#socket.pause();
    this.#socket.removeAllListeners('data');
    // In one go: were it to wait between two reads, the socket might read what comes next before this does.
    const rest = [...this.#readBuffered(), ...this.#readNow()];
    while (this.#taken !== null) await this.#taken;
    for (const chunk of rest) {
      if (this.#failure === null) await this.#onOutput(chunk);
    }
    if (this.#failure !== null) throw this.#failure;
    this.#socket.resume();
  }

  /** Stops reading: whoever still prints gets SIGPIPE. */
  close(): void {
    this.#socket.destroy();
  }

  #give(chunk: Buffer): void {
    if (this.#failure !== null) return;
    let taking: void | Promise<void>;
    try {
      taking = this.#onOutput(chunk);
    } catch (error) {
      this.#failure = error;
      return;
    }
    if (taking === undefined) return;
    this.#socket.pause();
    const taken: Promise<void> = taking
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        if (this.#taken !== taken) return;
        this.#taken = null;
        if (this.#socket.listenerCount('data') > 0) this.#socket.resume();
      });
    this.#taken = taken;
  }

  /** What the socket has read already. */
  *#readBuffered(): Generator<Buffer> {
    for (let chunk: unknown = this.#socket.read(); chunk instanceof Buffer; chunk = this.#socket.read()) {
      yield chunk;
    }
  }

  /** What is in the FIFO. */
  *#readNow(): Generator<Buffer> {
    for (let read = 0; read < DRAIN_LIMIT && !this.#socket.destroyed; ) {
      const chunk = Buffer.allocUnsafe(FIFO_CAPACITY);
      const length = readIfAny(this.#descriptor, chunk);
      if (length === 0) return;
      read += length;
      yield chunk.subarray(0, length);
    }
  }
}

/** Bytes read; 0 where the FIFO is empty or all writers are gone. */
function readIfAny(descriptor: number, into: Buffer): number {
  try {
    return readSync(descriptor, into);
  } catch {
    return 0;
  }
}
