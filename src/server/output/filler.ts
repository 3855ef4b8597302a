/** Bytes of one line of a filler: few enough that a page or a terminal can show it. */
const LINE_BYTES = 16 * 1024;
/** The shortest line of a log: its time, a space and the line end. */
const LEAST_BYTES = '2026-01-01T00:00:00.000Z \n'.length;

/**
 * What stands in a log in place of output that was lost: lines of exactly as many bytes, so that what follows keeps
 * its place. The first says what happened, as far as there is room for it.
 * @param bytes 1 or more
 * @param time milliseconds since 1970 UTC, in front of each line
 */
export function* fillerOf(bytes: number, time: number): Generator<Buffer> {
  const front = `${new Date(time).toISOString()} `;
  let text = `${front}##[warning]${bytes} bytes of output were lost here: they did not arrive, and no worker has them any more.`;
  for (let rest = bytes; rest > 0; ) {
    let size = Math.min(LINE_BYTES, rest);
    // The last line needs room for its time.
    if (rest > size && rest - size < LEAST_BYTES) size -= LEAST_BYTES;
    yield Buffer.from(`${text.slice(0, size - 1).padEnd(size - 1)}\n`);
    rest -= size;
    text = front;
  }
}
