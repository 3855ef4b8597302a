import type { Installation } from './installation.ts';

/** One server-sent event. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: { readonly [name: string]: unknown };
}

/** Reads server-sent events until one fits; what came before it, and it. */
export class Reader {
  readonly #abort = new AbortController();
  readonly #messages: AsyncGenerator<StreamMessage>;

  constructor(runbook: Installation, query = '', headers: { readonly [name: string]: string } = {}) {
    const response = runbook.request(`/api/stream${query}`, { headers, signal: this.#abort.signal });
    this.#messages = messagesOf(response);
  }

  async until(fits: (message: StreamMessage) => boolean): Promise<readonly StreamMessage[]> {
    const read: StreamMessage[] = [];
    for (;;) {
      const { value, done } = await this.#messages.next();
      if (done === true) throw new Error(`The stream ended after ${JSON.stringify(read)}.`);
      read.push(value);
      if (fits(value)) return read;
    }
  }

  async end(): Promise<void> {
    this.#abort.abort();
    await this.#messages.return(undefined);
  }
}

async function* messagesOf(response: Promise<Response>): AsyncGenerator<StreamMessage, undefined> {
  let rest = '';
  try {
    for await (const piece of (await response).body ?? []) {
      rest += Buffer.from(piece).toString();
      const texts = rest.split('\n\n');
      rest = texts.pop() ?? '';
      for (const text of texts) if (!text.startsWith(':')) yield parse(text);
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  }
  return undefined;
}

function parse(text: string): StreamMessage {
  const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
  return { id: fields['id'], event: fields['event'], data: JSON.parse(fields['data']) };
}
