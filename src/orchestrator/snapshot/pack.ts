import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { SnapshotError } from './errors.ts';

/** How many bytes go into one part, in base64 a third more: 4 MiB, far below what a record may hold. */
const PART_BYTES = 3 * 1024 * 1024;
/** The quickest: snapshots are written often and seldom read. */
const COMPRESSION_LEVEL = 1;
const LINE_FEED = 0x0a;

/** Bytes on their way to or from `runbook.state`. */
export interface Packed {
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
  /** The bytes in pieces, at least one, each as a JSON string in base64. */
  readonly parts: readonly string[];
}

/**
 * Packs values as lines of JSON, one at a time, so that neither a text of all of them is made nor the process is
 * held up for longer than the largest takes.
 * @throws RangeError where one value is larger than a text can be
 */
export async function pack(values: Iterable<unknown>): Promise<Packed> {
  const lines = function* (): Generator<string> {
    for (const value of values) yield `${JSON.stringify(value)}\n`;
  };
  const chunks: Buffer[] = [];
  await pipeline(
    Readable.from(lines(), { highWaterMark: 1 }),
    createGzip({ level: COMPRESSION_LEVEL }),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) chunks.push(chunk);
    },
  );
  const bytes = Buffer.concat(chunks);
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    parts.push(JSON.stringify(bytes.toString('base64', start, start + PART_BYTES)));
  }
  return { digest: digestOf(bytes), parts };
}

/** The values that were packed. @throws SnapshotError where the bytes are not those that were packed */
export async function unpack({ digest, parts }: Packed): Promise<unknown[]> {
  const bytes = Buffer.concat(parts.map(bytesOf));
  if (digestOf(bytes) !== digest) throw new SnapshotError('Its bytes are not those that were written.');
  const values: unknown[] = [];
  let begun: Buffer[] = [];
  await pipeline(Readable.from([bytes]), createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
    for await (const chunk of unpacked) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        begun.push(chunk.subarray(start, end));
        values.push(parse(Buffer.concat(begun).toString()));
        begun = [];
        start = end + 1;
      }
      begun.push(chunk.subarray(start));
    }
  });
  return values;
}

function bytesOf(part: string): Buffer {
  const base64 = parse(part);
  if (typeof base64 !== 'string') throw new SnapshotError('A part of it is not a text.');
  return Buffer.from(base64, 'base64');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new SnapshotError('A part or line of it is not JSON.', { cause: error });
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
