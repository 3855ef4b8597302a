/**
 * How far a reader of the stream has come, as `Last-Event-ID` carries it: `partition:offset`, comma-separated.
 * Every server that reads the same log understands it.
 */
export type StreamPosition = ReadonlyMap<number, number>;

/** Writes a position. */
export function positionText(position: StreamPosition): string {
  return [...position].map(([partition, offset]) => `${partition}:${offset}`).join(',');
}

/** Reads a position; null for a text that is none. */
export function readPosition(text: string): StreamPosition | null {
  if (!/^\d{1,4}:\d{1,15}(,\d{1,4}:\d{1,15}){0,1023}$/.test(text)) return null;
  return new Map(
    text.split(',').map((part) => {
      const [partition = '', offset = ''] = part.split(':');
      return [Number(partition), Number(offset)];
    }),
  );
}
