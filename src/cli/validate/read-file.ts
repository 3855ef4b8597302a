import { lstat, open } from 'node:fs/promises';
import {
  decodeWorkflow,
  MAX_WORKFLOW_BYTES,
  problemOfFile,
  type WorkflowText,
} from '../../workflow/index.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';
import { isWorkflowFileName } from './find-files.ts';

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
    if (length > MAX_WORKFLOW_BYTES) break;
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
    return { problem: problemOfFile(path, 'unreadable-file', message) };
  }
  if (!found.isFile() && !found.isDirectory()) {
    throw new CommandError(`${path} cannot be read: it is neither a file nor a folder.`);
  }
  return decodeWorkflow(await readAtMost(path, Math.min(found.size, MAX_WORKFLOW_BYTES) + 1), path);
}

/** Reads what is not named like a workflow, and may be anything: `/dev/stdin`, a pipe that a shell made. */
async function readAnything(path: string): Promise<WorkflowText> {
  return decodeWorkflow(await readAtMost(path, MAX_WORKFLOW_BYTES + 1), path);
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
