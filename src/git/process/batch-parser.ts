/** One answer of `git cat-file --batch`. */
export type BatchAnswer =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'object';
      readonly id: string;
      readonly type: string;
      /** Bytes. */
      readonly size: number;
      /** Null where the object is larger than was asked for. */
      readonly content: Buffer | null;
    };

/** A header line is an object's name and three words; longer means that we lost our place. */
const MAX_HEADER_BYTES = 8_192;

/**
 * Takes the output of `git cat-file --batch` apart, in chunks of any size. Content over the limit of its
 * request is dropped as it arrives, so that memory stays bounded by what was asked for.
 */
export class BatchParser {
  readonly #limitOfNext: () => number;
  readonly #onAnswer: (answer: BatchAnswer) => void;
  #header: Buffer = Buffer.alloc(0);
  #body: Body | null = null;

  /** `limitOfNext` gives the largest content in bytes that the request now being answered wants. */
  constructor(limitOfNext: () => number, onAnswer: (answer: BatchAnswer) => void) {
    this.#limitOfNext = limitOfNext;
    this.#onAnswer = onAnswer;
  }

  /** @throws Error if the output is none of `cat-file --batch` */
  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0)
      rest = this.#body === null ? this.#readHeader(rest) : this.#readBody(this.#body, rest);
  }

  #readHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    const part = end === -1 ? chunk : chunk.subarray(0, end);
    this.#header = this.#header.length === 0 ? part : Buffer.concat([this.#header, part]);
    if (this.#header.length > MAX_HEADER_BYTES)
      throw new Error('git cat-file gave a header that is too long.');
    if (end === -1) return Buffer.alloc(0);
    this.#begin(this.#header.toString('utf8'));
    this.#header = Buffer.alloc(0);
    return chunk.subarray(end + 1);
  }

  #begin(header: string): void {
    const match = /^([0-9a-f]+) (blob|tree|commit|tag) (\d+)$/.exec(header);
    if (match === null) {
      if (/ (missing|ambiguous)$/.test(header)) this.#onAnswer({ kind: 'missing' });
      else throw new Error('git cat-file gave a header that cannot be read.');
      return;
    }
    const [, id = '', type = '', digits = ''] = match;
    const size = Number(digits);
    const keeps = size <= this.#limitOfNext();
    // One byte more than the content: the line feed that ends it.
    this.#body = { id, type, size, remaining: size + 1, parts: keeps ? [] : null };
  }

  #readBody(body: Body, chunk: Buffer): Buffer {
    const part = chunk.subarray(0, body.remaining);
    body.remaining -= part.length;
    body.parts?.push(part);
    if (body.remaining === 0) {
      this.#body = null;
      const content = body.parts === null ? null : Buffer.concat(body.parts).subarray(0, body.size);
      this.#onAnswer({ kind: 'object', id: body.id, type: body.type, size: body.size, content });
    }
    return chunk.subarray(part.length);
  }
}

interface Body {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  remaining: number;
  readonly parts: Buffer[] | null;
}
