import { type ClientRequest, get } from 'node:http';
import type { StreamShapes } from '../../../src/server/shapes/index.ts';

/** One message of the live stream. */
export interface StreamMessage {
  readonly event: keyof StreamShapes;
  readonly data: { readonly run?: number; readonly status?: string; readonly conclusion?: string | null };
}

/** Follows `/api/stream` as an open page does, without a browser around it. */
export class StreamReader {
  readonly messages: StreamMessage[] = [];
  readonly #request: ClientRequest;

  private constructor(request: ClientRequest) {
    this.#request = request;
  }

  /** Resolves when the server has answered with its first message. */
  static open(server: string): Promise<StreamReader> {
    return new Promise((resolve, reject) => {
      const request = get(`${server}/api/stream`, { agent: false }, (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`The stream answered ${response.statusCode}.`));
          return;
        }
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const parts = `${text}${chunk}`.split('\n\n');
          text = parts.pop() ?? '';
          for (const part of parts) reader.#read(part);
          resolve(reader);
        });
      });
      const reader = new StreamReader(request);
      request.on('error', reject);
    });
  }

  /** Whether it was told that the run ended, and how. */
  sawEnd(run: number, conclusion: string): boolean {
    return this.messages.some(
      ({ event, data }) => event === 'run' && data.run === run && data.conclusion === conclusion,
    );
  }

  close(): void {
    this.#request.destroy();
  }

  #read(message: string): void {
    const fields = new Map(
      message.split('\n').map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    const [event, data] = [fields.get('event'), fields.get('data')];
    // A comment that shows that the stream lives has neither.
    if (event === undefined || data === undefined) return;
    this.messages.push({ event, data: JSON.parse(data) } as StreamMessage);
  }
}
