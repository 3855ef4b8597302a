import type { IncomingMessage } from 'node:http';
import { HttpProblem, unavailable } from '../http/problem.ts';

/** GitHub's most bytes of a webhook: 25 MiB. */
const MOST_BODY_BYTES = 25 * 1024 * 1024;
/** The bytes of bodies that nobody vouched for yet and that are held at a time. */
const MOST_HELD_BYTES = 4 * MOST_BODY_BYTES;
/** The bodies held at a time, however small. */
const MOST_HELD = 64;
/** Milliseconds that a sender may take for its body. */
const BODY_LIMIT_MS = 30_000;

/** Reads webhook bodies, few and bounded at a time: until its signature was checked, anybody may have sent one. */
export class BodyBudget {
  #bodies = 0;
  #bytes = 0;

  /**
   * Reads a body and hands it to `use`; its place is taken until `use` is done with it. A sender that takes
   * longer than 30 s is cut off.
   * @throws HttpProblem 413 for one over 25 MiB, 415 for a compressed one, 503 where too many are held
   */
  async withBody<Result>(request: IncomingMessage, use: (body: Buffer) => Promise<Result>): Promise<Result> {
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new HttpProblem(415, 'A webhook must be sent without compression.');
    }
    const declared = Number(request.headers['content-length'] ?? MOST_BODY_BYTES);
    if (!(declared <= MOST_BODY_BYTES)) throw tooLarge();
    if (this.#bodies >= MOST_HELD || this.#bytes + declared > MOST_HELD_BYTES) {
      throw unavailable('Too many webhooks arrive at once.');
    }
    this.#bodies += 1;
    this.#bytes += declared;
    try {
      return await use(await readBody(request));
    } finally {
      this.#bodies -= 1;
      this.#bytes -= declared;
    }
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooSlow = setTimeout(() => request.destroy(), BODY_LIMIT_MS);
  try {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) continue;
      length += piece.length;
      if (length > MOST_BODY_BYTES) throw tooLarge();
      pieces.push(piece);
    }
    return Buffer.concat(pieces, length);
  } finally {
    clearTimeout(tooSlow);
  }
}

function tooLarge(): HttpProblem {
  return new HttpProblem(413, 'A webhook has 25 MiB at most.', { headers: { Connection: 'close' } });
}
