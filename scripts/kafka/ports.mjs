import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what Linux and macOS give outgoing connections: those would take the port of a broker that is down. */
const FIRST = 20_000;
const COUNT = 12_000;

/**
 * A port on loopback that nothing listens on now, and that no outgoing connection takes while its owner is
 * killed and started again.
 */
export async function freePort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
      return port;
    } catch {
      // Taken; another one.
    }
  }
}
