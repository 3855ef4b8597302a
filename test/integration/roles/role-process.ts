import { pino } from 'pino';
import { type Composition, compose } from '../../../src/cli/serve/compose.ts';
import { RemoteServer } from '../../../src/cli/remote/index.ts';
import { Shutdown } from '../../../src/cli/serve/shutdown.ts';
import type { EventLog } from '../../../src/log/index.ts';
import { type DataFolder, openDataFolder } from '../../../src/store/index.ts';

export const TOKEN = 'the-token-of-the-api-itself';
const MASTER_KEY = 'ab'.repeat(32);
export const WORKER_TOKEN = 'the-token-of-the-workers';

/** What a role's process has besides its role. */
export interface RoleProcessOptions {
  readonly log: EventLog;
  readonly data: string;
  /** Where its server is, and with what right it asks; absent: it is the server. */
  readonly server?: { readonly url: string; readonly token: string };
  /** Of a server; default: a free one. */
  readonly port?: number;
  /** Of a server; default: that of all servers. */
  readonly masterKey?: string;
}

/** One process with one role, as far as it is its own: a data folder, a way to its server, the shared log. */
export class RoleProcess {
  readonly folder: DataFolder;
  readonly composition: Composition;
  readonly logged: string[];
  readonly #shutdown: Shutdown;

  private constructor(folder: DataFolder, composition: Composition, shutdown: Shutdown, logged: string[]) {
    this.folder = folder;
    this.composition = composition;
    this.#shutdown = shutdown;
    this.logged = logged;
  }

  static async start(
    role: 'server' | 'orchestrator' | 'worker',
    { log, data, server, port = 0, masterKey = MASTER_KEY }: RoleProcessOptions,
  ): Promise<RoleProcess> {
    const shutdown = new Shutdown();
    const logged: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const folder = openDataFolder(data);
    shutdown.add(() => folder.release());
    const keys = {
      RUNBOOK_TOKEN: TOKEN,
      RUNBOOK_WORKER_TOKEN: WORKER_TOKEN,
      RUNBOOK_MASTER_KEY: masterKey,
    };
    const composition = await compose(
      {
        folder,
        log,
        server: role === 'server' ? { host: '127.0.0.1', port, keepDays: 0, keys } : null,
        orchestrator: role === 'orchestrator',
        worker:
          role === 'worker'
            ? { name: 'far away', capacity: 2, labels: ['ubuntu-latest'], passEnv: [], drainMs: 60_000 }
            : null,
        remote:
          server === undefined
            ? null
            : new RemoteServer({ server: server.url, token: server.token, logger, longestPauseMs: 20 }),
        url: null,
        version: '0.0.0-test',
        allowLocal: false,
        outputPath: 'log',
        logger,
        onFatal: (error) => {
          throw error;
        },
      },
      shutdown,
    );
    return new RoleProcess(folder, composition, shutdown, logged);
  }

  /** Of a server. */
  get url(): string {
    return this.composition.server?.url ?? '';
  }

  /** A request to a server with the token of the API. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${TOKEN}`);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  stop(): Promise<void> {
    return this.#shutdown.run();
  }
}
