import { type IncomingHttpHeaders, request } from 'node:http';

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request to this machine with exactly these headers, those that `fetch` would not let one set included. */
export function exactRequest(
  port: number,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: { readonly [name: string]: string };
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = options;
  // A connection of its own: one that was kept from before may belong to a server that has ended.
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    call.once('error', reject);
    call.end(body);
  });
}
