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

/** Milliseconds after which a sender that is not done makes room for others: forges send a body at once. */
const SLOW_MS = 2_000;

/** A body that is being read or used. */
interface HeldBody {
  readonly request: IncomingMessage;
  /** What is set aside for it. */
  readonly bytes: number;
  /** Monotonic milliseconds. */
  readonly since: number;
}

/** Reads webhook bodies, few and bounded at a time: until its signature was checked, anybody may have sent one. */
export class BodyBudget {
  readonly #held = new Set<HeldBody>();
  readonly #slowMs: number;
  #bytes = 0;

  constructor(slowMs = SLOW_MS) {
    this.#slowMs = slowMs;
  }

  /**
   * Reads a body and hands it to `use`; its place is taken until `use` is done with it. A sender that takes
   * longer than 30 s is cut off, and after 2 s where others need the place.
   * @throws HttpProblem 413 for one over 25 MiB, 415 for a compressed one, 503 where too many are held
   */
  async withBody<Result>(request: IncomingMessage, use: (body: Buffer) => Promise<Result>): Promise<Result> {
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new HttpProblem(415, 'A webhook must be sent without compression.');
    }
    const declared = Number(request.headers['content-length'] ?? MOST_BODY_BYTES);
    if (!(declared <= MOST_BODY_BYTES)) throw tooLarge();
    if (!this.#hasRoom(declared)) this.#dropSlow();
    if (!this.#hasRoom(declared)) throw unavailable('Too many webhooks arrive at once.');
    const held = { request, bytes: declared, since: performance.now() };
    this.#held.add(held);
    this.#bytes += declared;
    try {
      return await use(await readBody(request));
    } finally {
      this.#release(held);
    }
  }

  #hasRoom(bytes: number): boolean {
    return this.#held.size < MOST_HELD && this.#bytes + bytes <= MOST_HELD_BYTES;
  }

  /** A few senders that dawdle on purpose must not keep everybody's pushes out. */
  #dropSlow(): void {
    const limit = performance.now() - this.#slowMs;
    for (const held of this.#held) {
      if (held.since > limit || held.request.complete) continue;
      held.request.destroy();
      this.#release(held);
    }
  }

  #release(held: HeldBody): void {
    if (this.#held.delete(held)) this.#bytes -= held.bytes;
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
