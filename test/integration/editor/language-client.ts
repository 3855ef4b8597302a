import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SERVER = fileURLToPath(
  new URL('../../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);

/** What the server underlines, as `LINE:COLUMN message`, counted from 1. */
export type Diagnostics = readonly string[];

interface Position {
  readonly line: number;
  readonly character: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** An editor as far as yaml-language-server sees one: the Language Server Protocol over its standard streams. */
export class LanguageClient {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #diagnostics = new Map<string, (found: Diagnostics) => void>();
  #received: Buffer = Buffer.alloc(0);
  #requests = 0;

  private constructor() {
    this.#process = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  static async start(): Promise<LanguageClient> {
    const client = new LanguageClient();
    const hover = { contentFormat: ['plaintext'] };
    const rootUri = pathToFileURL(ROOT).href;
    const capabilities = { textDocument: { hover } };
    await client.#request('initialize', { processId: process.pid, rootUri, capabilities });
    client.#send({ method: 'initialized', params: {} });
    return client;
  }

  /** Opens a text as if it were a file of the project; resolves with what is underlined in it. */
  open(path: string, text: string): Promise<Diagnostics> {
    const uri = uriOf(path);
    const found = new Promise<Diagnostics>((resolve) => this.#diagnostics.set(uri, resolve));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return found;
  }

  /** The labels that are offered at a place. */
  async complete(path: string, position: Position): Promise<string[]> {
    const result = await this.#request('textDocument/completion', {
      textDocument: { uri: uriOf(path) },
      position,
    });
    return itemsOf(result).map((item) => String(propertyOf(item, 'label')));
  }

  /** What is shown over a word. */
  async hover(path: string, position: Position): Promise<string> {
    const result = await this.#request('textDocument/hover', {
      textDocument: { uri: uriOf(path) },
      position,
    });
    return String(propertyOf(propertyOf(result, 'contents'), 'value'));
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, 'exit');
    await this.#request('shutdown', null);
    this.#send({ method: 'exit' });
    await exit;
  }

  #request(method: string, params: unknown): Promise<unknown> {
    this.#requests += 1;
    const id = this.#requests;
    const answer = new Promise<unknown>((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [, length] = /Content-Length: (\d+)/.exec(this.#received.toString('utf8', 0, end)) ?? [];
      const next = end + 4 + Number(length);
      if (this.#received.length < next) return;
      const message: Message = JSON.parse(this.#received.toString('utf8', end + 4, next));
      this.#received = this.#received.subarray(next);
      this.#handle(message);
    }
  }

  #handle({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(String(propertyOf(params, 'uri')))?.(diagnosticsOf(params));
    } else if (method === 'workspace/configuration' && id !== undefined) {
      this.#send({ id, result: itemsOf(params).map(() => null) });
    } else if (method !== undefined && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      this.#answers.get(id)?.(result);
      this.#answers.delete(id);
    }
  }
}

function uriOf(path: string): string {
  return pathToFileURL(`${ROOT}${path}`).href;
}

function diagnosticsOf(params: unknown): Diagnostics {
  const found = propertyOf(params, 'diagnostics');
  return (Array.isArray(found) ? found : []).map((diagnostic: unknown) => {
    const start = propertyOf(propertyOf(diagnostic, 'range'), 'start');
    const place = `${Number(propertyOf(start, 'line')) + 1}:${Number(propertyOf(start, 'character')) + 1}`;
    return `${place} ${String(propertyOf(diagnostic, 'message'))}`;
  });
}

function itemsOf(value: unknown): readonly unknown[] {
  const items = Array.isArray(value) ? value : propertyOf(value, 'items');
  return Array.isArray(items) ? items : [];
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
