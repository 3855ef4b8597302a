import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../events/index.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';

/** Bytes of a workflow file that are looked at: the parser refuses what is over 1 MiB, so no more is read. */
const READ_LIMIT = 1024 * 1024 + 4;

/** A workflow file's text, or what is wrong with its bytes. */
export type WorkflowText = { readonly text: string } | { readonly problem: Problem };

/** Whether a name is a workflow file's, as GitHub reads a folder: `.yml` or `.yaml`. */
export function isWorkflowFileName(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Where a checkout has its workflows; the first of them that there is counts. */
const FOLDERS_OF_A_CHECKOUT = ['.runbook', join('.github', 'workflows')];

/**
 * The files that a path names: itself, the workflow files directly in a folder, or those of a checkout; sorted.
 * @throws CommandError where the path cannot be read, or a folder has no workflow file
 */
export async function workflowFilesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    for (const inner of FOLDERS_OF_A_CHECKOUT) {
      const files = await workflowFilesIn(join(path, inner)).catch(() => []);
      if (files.length > 0) return files;
    }
    const files = await workflowFilesIn(path);
    if (files.length > 0) return files;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new CommandError(`${path} has no workflow files (*.yml, *.yaml).`);
}

async function workflowFilesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter(isWorkflowFileName).sort();
  return names.map((name) => join(folder, name));
}

/** Reads one workflow file. @throws CommandError where it cannot be read */
export async function readWorkflowText(path: string): Promise<WorkflowText> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(READ_LIMIT);
      let length = 0;
      while (length < READ_LIMIT) {
        const { bytesRead } = await file.read(buffer, length, READ_LIMIT - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return decodeWorkflow(buffer.subarray(0, length), path);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Reads standard input as a workflow file, no more of it than a workflow may have. */
export async function readStandardInput(input: AsyncIterable<Uint8Array>): Promise<WorkflowText> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= READ_LIMIT) break;
  }
  return decodeWorkflow(Buffer.concat(chunks).subarray(0, READ_LIMIT), '-');
}

/** A file's bytes as text; bytes that are not UTF-8 are a mistake of the file, at the line they stand in. */
export function decodeWorkflow(bytes: Buffer, file: string): WorkflowText {
  // What was cut off at the limit may end inside a character; the parser refuses such a file for its size.
  if (bytes.length >= READ_LIMIT) return { text: bytes.toString('utf8') };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const before = bytes.toString('utf8').split('\ufffd', 1)[0] ?? '';
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    return {
      problem: {
        file,
        line,
        column,
        endLine: line,
        endColumn: column + 1,
        severity: 'error',
        rule: 'not-utf8',
        message: 'The file is not UTF-8 from here on; save it as UTF-8.',
      },
    };
  }
}
