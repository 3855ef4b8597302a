import type { StepOutput } from '../../events/index.ts';
import type { Inquiry } from './inquiry.ts';

/** A record of `runbook.logs` that was checked. */
export interface ReceivedOutput {
  readonly output: StepOutput;
  /** Where it stands in `runbook.logs`. */
  readonly partition: number;
  readonly offset: number;
  /** `output.text` as it is in the file, from `output.offset` on. */
  readonly bytes: Buffer;
}

/** Bytes that may be held for all gaps together. */
export class HoldingRoom {
  #free: number;

  constructor(bytes: number) {
    this.#free = bytes;
  }

  /** Gives whether there was room. */
  take(bytes: number): boolean {
    if (bytes > this.#free) return false;
    this.#free -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#free += bytes;
  }
}

/** Output of a step that is missing, and what came after it. What finds no room is left, to be read again. */
export class Gap {
  /** Any record of the step: whose log it is. */
  readonly output: StepOutput;
  readonly partition: number;
  /** Asks for what is missing; null while nobody does. */
  inquiry: Inquiry | null = null;
  readonly #room: HoldingRoom;
  readonly #mostBytes: number;
  /** By their place in the file. */
  #held: ReceivedOutput[] = [];
  #heldBytes = 0;
  /** Where in the topic the first record stands that found no room; null: none. */
  #leftAt: number | null = null;
  /** Where in the file the first of those begins, of the last time they were read; null: none. */
  #leftFrom: number | null = null;
  /** Where in the file the last of those ends. */
  #leftTo = 0;
  /** The file's length when the topic was to be read again for them; null: it was not. */
  #readAgainAt: number | null = null;

  /** @param mostBytes that may be held for this step */
  constructor(first: ReceivedOutput, room: HoldingRoom, mostBytes: number) {
    this.output = first.output;
    this.partition = first.partition;
    this.#room = room;
    this.#mostBytes = mostBytes;
  }

  /** Where in the file the first output beyond `length` begins that came; null where none did. */
  next(length: number): number | null {
    const starts = [...this.#held.map(({ output }) => output.offset), this.#leftFrom ?? 0];
    const beyond = starts.filter((start) => start > length);
    return beyond.length === 0 ? null : Math.min(...beyond);
  }

  /** Where in the topic those begin that are not in the file; null where all are. */
  get unread(): number | null {
    const offsets = this.#held.map(({ offset }) => offset);
    if (this.#leftAt !== null) offsets.push(this.#leftAt);
    return offsets.length === 0 ? null : Math.min(...offsets);
  }

  /**
   * Whether the topic has to be read again for what found no room. Not twice while the file stays as long as it is:
   * then the topic does not have it any more.
   */
  readsAgain(length: number): boolean {
    if (this.#leftAt === null || length >= this.#leftTo || length === this.#readAgainAt) return false;
    this.#readAgainAt = length;
    this.#leftFrom = null;
    return true;
  }

  /** Keeps output that begins beyond the end of the file, where there is room. */
  keep(received: ReceivedOutput): void {
    const { output, offset, bytes } = received;
    const at = this.#held.findIndex((held) => held.output.offset >= output.offset);
    const same = this.#held[at];
    if (same?.output.offset === output.offset && same.bytes.length >= bytes.length) return;
    if (this.#heldBytes + bytes.length > this.#mostBytes || !this.#room.take(bytes.length)) {
      this.#leftAt = Math.min(this.#leftAt ?? offset, offset);
      this.#leftFrom = Math.min(this.#leftFrom ?? output.offset, output.offset);
      this.#leftTo = Math.max(this.#leftTo, output.offset + bytes.length);
      return;
    }
    this.#heldBytes += bytes.length;
    this.#held.splice(at === -1 ? this.#held.length : at, 0, received);
  }

  /** The next that is held and follows on a file of `length` bytes, or overlaps its end; it is not held any more. */
  take(length: number): ReceivedOutput | null {
    const [next] = this.#held;
    if (next === undefined || next.output.offset > length) return null;
    this.#held.shift();
    this.#free(next);
    return next;
  }

  /** Whether a file of `length` bytes has all that came. */
  isOver(length: number): boolean {
    return this.#held.length === 0 && length >= this.#leftTo;
  }

  /** Ends it: nobody asks any more, nothing is held. */
  end(): void {
    this.inquiry?.end();
    this.inquiry = null;
    for (const held of this.#held.splice(0)) this.#free(held);
  }

  #free({ bytes }: ReceivedOutput): void {
    this.#heldBytes -= bytes.length;
    this.#room.giveBack(bytes.length);
  }
}
