import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program to its end and gives both of its outputs as one text.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {number} limitMs after which it is killed
 * @throws Error with the end of what it printed
 */
export async function run(file, args, limitMs) {
  try {
    const { stdout, stderr } = await execute(file, [...args], {
      timeout: limitMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    throw new Error(`${file} ${args[0] ?? ''}: ${reason(error)}`, { cause: error });
  }
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'not found';
  if ('killed' in error && error.killed === true) return 'no answer in time';
  const printed = ['stdout', 'stderr']
    .map((name) => String(Reflect.get(error, name) ?? '').trim())
    .join('\n');
  const lines = printed.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines.slice(-5).join('\n') : error.message;
}
