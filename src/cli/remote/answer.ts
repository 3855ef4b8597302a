import { isJsonObject } from '../../events/index.ts';
import { printable } from '../terminal/printable.ts';
import { RemoteServerError } from './remote-server-error.ts';

/** The most bytes of an answer: all secrets of a repository, 48 KiB each, fit in many times. */
const MOST_BYTES = 64 * 1024 * 1024;
/** The most characters of a server's own sentence that are repeated. */
const MOST_CHARACTERS = 500;

/** What a server answered: its JSON, or null where it has none. @throws RemoteServerError */
export async function answerOf(server: string, response: Response): Promise<unknown> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    // The token must not go where nobody said that it may.
    throw new RemoteServerError(
      `The server at ${server} sends to another address; name that one with --server.`,
      { isAway: false, status },
    );
  }
  const body = parsed(await boundedText(server, response));
  if (response.ok) return body;
  throw new RemoteServerError(refusal(server, status, body), { isAway: isPassing(status), status });
}

/** Whether a field of an answer is a text, or null. */
export function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

/** Whether a refusal goes by itself: the server or a proxy in front of it has too much to do, or is starting. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

function refusal(server: string, status: number, body: unknown): string {
  if (status === 401)
    return `The server at ${server} refuses the token that it is shown; give another with --token.`;
  const message = isJsonObject(body) ? body['message'] : undefined;
  const said =
    typeof message === 'string' && message !== 'Not Found'
      ? printable(message).slice(0, MOST_CHARACTERS)
      : null;
  if (said !== null) return /[.!?]$/.test(said) ? said : `${said}.`;
  if (status === 404) return `The server at ${server} is no Runbook server of this version.`;
  return `The server at ${server} answered with status ${status}.`;
}

async function boundedText(server: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw new RemoteServerError(`The server at ${server} answered with more than ${MOST_BYTES} bytes.`, {
        isAway: false,
        status: response.status,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
