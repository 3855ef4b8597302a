import { Agent, get, type IncomingMessage } from 'node:http';

/** Open event streams, as pages hold them. */
export interface StreamReaders {
  /** Messages of a kind that have come in, of all streams. */
  count(event: string): number;
  end(): void;
}

/** Opens a stream for each query and resolves once all of them are greeted. */
export async function openStreams(url: string, queries: readonly string[]): Promise<StreamReaders> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const counts = new Map<string, number>();
  const open = (query: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(`${url}/api/stream${query}`, { agent }, (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`The stream answered ${response.statusCode}.`));
          return;
        }
        response.setEncoding('latin1').on('data', (text: string) => {
          for (const [, event = ''] of text.matchAll(/^event: (.*)$/gm))
            counts.set(event, (counts.get(event) ?? 0) + 1);
        });
        // The server is killed at the end.
        response.on('error', () => undefined);
        response.once('data', () => resolve(response));
      }).on('error', reject);
    });
  const streams = await Promise.all(queries.map(open));
  return {
    count: (event) => counts.get(event) ?? 0,
    end: () => {
      for (const stream of streams) stream.destroy();
    },
  };
}
