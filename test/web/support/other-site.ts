import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** A web server that is not Runbook's, with one page that holds what a test gives it. */
export class OtherSite {
  readonly #server: Server;
  readonly #port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
  }

  /** @param html the body of its page */
  static async start(html: string): Promise<OtherSite> {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Another site</title><link rel="icon" href="data:,">${html}`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server got no port.');
    return new OtherSite(server, address.port);
  }

  /** Its page under a name of this machine: `127.0.0.1` is Runbook's site on another port, `localhost` another site. */
  at(name: '127.0.0.1' | 'localhost'): string {
    return `http://${name}:${this.#port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
