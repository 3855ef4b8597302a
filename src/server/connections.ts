import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between two looks for connections that became idle while the server closes. */
const SWEEP_MS = 20;

/**
 * Knows which connections answer a request. Node's own count of idle ones leaves out those that were opened and
 * never used, so that closing would wait for them.
 */
export class Connections {
  readonly #open = new Set<Socket>();
  readonly #busy = new Set<Socket>();
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      this.#busy.add(socket);
      response.once('close', () => this.#busy.delete(socket));
    });
  }

  /** Stops listening and resolves when all is answered; after `limitMs` milliseconds what is left is cut. */
  async close(limitMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    const sweep = setInterval(() => this.#cutIdle(), SWEEP_MS);
    const cut = setTimeout(() => this.#server.closeAllConnections(), limitMs);
    this.#cutIdle();
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
  }

  #cutIdle(): void {
    for (const socket of this.#open) if (!this.#busy.has(socket)) socket.destroy();
  }
}
