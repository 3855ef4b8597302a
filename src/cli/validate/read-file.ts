import { lstat, open } from 'node:fs/promises';
import type { Problem } from '../../events/index.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';
import { isWorkflowFileName } from './find-files.ts';

/** The most bytes that a workflow file may have, here as where a server reads it from git. */
const MAX_BYTES = 1024 * 1024;

/** A workflow file's text, or what is wrong with its bytes. */
export type WorkflowText = { readonly text: string } | { readonly problem: Problem };

/** Reads one workflow file, no more of it than a workflow may have. @throws CommandError where it cannot be read */
export async function readWorkflowText(path: string): Promise<WorkflowText> {
  try {
    return await (isWorkflowFileName(path) ? readOwnFile(path) : readAnything(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Reads standard input as a workflow file. @param file how problems should name it */
export async function readStandardInput(
  input: AsyncIterable<Uint8Array>,
  file: string,
): Promise<WorkflowText> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) break;
  }
  return decodeWorkflow(Buffer.concat(chunks), file);
}

/**
 * Reads a file that is named like a workflow. A link is a mistake there, as git gives a server the link and not what
 * it names; what is no file at all (a pipe, a device) cannot be read.
 */
async function readOwnFile(path: string): Promise<WorkflowText> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) {
    const message = 'The file is a symbolic link; a workflow is a file of its own.';
    return wholeFile(path, 'unreadable-file', message);
  }
  if (!found.isFile() && !found.isDirectory()) {
    throw new CommandError(`${path} cannot be read: it is neither a file nor a folder.`);
  }
  return decodeWorkflow(await readAtMost(path, Math.min(found.size, MAX_BYTES) + 1), path);
}

/** Reads what is not named like a workflow, and may be anything: `/dev/stdin`, a pipe that a shell made. */
async function readAnything(path: string): Promise<WorkflowText> {
  return decodeWorkflow(await readAtMost(path, MAX_BYTES + 1), path);
}

async function readAtMost(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(limit);
    let length = 0;
    while (length < limit) {
      const { bytesRead } = await file.read(buffer, length, limit - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A file's bytes as text; bytes that are not UTF-8 are a mistake of the file, at the line they stand in. */
function decodeWorkflow(bytes: Buffer, file: string): WorkflowText {
  if (bytes.length > MAX_BYTES) {
    return wholeFile(file, 'file-too-large', 'The file is larger than 1 MiB, which a workflow may have.');
  }
  try {
    return { text: strictly.decode(bytes) };
  } catch {
    const before = bytes.toString('utf8').split('\ufffd', 1)[0] ?? '';
    const place = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
    return problemAt(file, place, 'not-utf8', 'The file is not UTF-8 from here on; save it as UTF-8.');
  }
}

function wholeFile(file: string, rule: string, message: string): WorkflowText {
  return problemAt(file, { line: 1, column: 1 }, rule, message);
}

function problemAt(
  file: string,
  { line, column }: { line: number; column: number },
  rule: string,
  message: string,
): WorkflowText {
  const end = { endLine: line, endColumn: column + 1 };
  return { problem: { file, line, column, ...end, severity: 'error', rule, message } };
}
