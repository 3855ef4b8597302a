import type { Problem } from '../../events/problem.ts';

/** The most bytes that a workflow file may have. */
export const MAX_WORKFLOW_BYTES = 1024 * 1024;

/** A workflow file's text, or what is wrong with the file as a whole. */
export type WorkflowText = { readonly text: string } | { readonly problem: Problem };

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const leniently = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A file's bytes as text; bytes that are not UTF-8 are a mistake of the file, at the line they stand in.
 * @param bytes of one that is too large the first that are too many are enough
 * @param file how the problem should name it
 */
export function decodeWorkflow(bytes: Uint8Array, file: string): WorkflowText {
  if (bytes.length > MAX_WORKFLOW_BYTES) return { problem: tooLargeFile(file) };
  try {
    return { text: strictly.decode(bytes) };
  } catch {
    const before = leniently.decode(bytes).split('\ufffd', 1)[0] ?? '';
    const place = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
    const message = 'The file is not UTF-8 from here on; save it as UTF-8.';
    return { problem: problemAt(file, place, 'not-utf8', message) };
  }
}

/** What is wrong with a file of more than `MAX_WORKFLOW_BYTES`. */
export function tooLargeFile(file: string): Problem {
  return problemOfFile(file, 'file-too-large', 'The file is larger than 1 MiB, which a workflow may have.');
}

/** What is wrong with a file as a whole. @param message one sentence */
export function problemOfFile(file: string, rule: string, message: string): Problem {
  return problemAt(file, { line: 1, column: 1 }, rule, message);
}

function problemAt(
  file: string,
  { line, column }: { readonly line: number; readonly column: number },
  rule: string,
  message: string,
): Problem {
  return { file, line, column, endLine: line, endColumn: column + 1, severity: 'error', rule, message };
}
