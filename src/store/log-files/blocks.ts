import type { FileHandle } from 'node:fs/promises';

/** Bytes read at once. */
const BLOCK_BYTES = 64 * 1024;

/** The bytes of a file from `start` to before `end`, block by block; less where the file is shorter. */
export async function* readBlocks(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  let position = start;
  while (position < end) {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - position));
    const { bytesRead } = await file.read(block, 0, block.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}
