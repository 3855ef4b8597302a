import { LOG_TIME_BYTES } from '../../store/index.ts';

const LF = 0x0a;

/** A log's text without the time in front of each line, piece by piece as it comes. */
export async function* withoutTimes(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Bytes of the present line's time that are still to come.
  let time = LOG_TIME_BYTES;
  for await (const piece of pieces) {
    const kept = Buffer.allocUnsafe(piece.length);
    let length = 0;
    for (let at = 0; at < piece.length; ) {
      const lineEnd = piece.indexOf(LF, at);
      const end = lineEnd === -1 ? piece.length : lineEnd + 1;
      // A line that is shorter than a time keeps its end.
      const skipped = Math.min(time, lineEnd === -1 ? end - at : lineEnd - at);
      length += piece.copy(kept, length, at + skipped, end);
      time = lineEnd === -1 ? time - skipped : LOG_TIME_BYTES;
      at = end;
    }
    if (length > 0) yield kept.subarray(0, length);
  }
}
