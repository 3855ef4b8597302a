import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/**
 * Reads a file in dotenv form: `NAME=value`, comments with `#`, single, double or backtick quotes, values over
 * several lines inside quotes, an optional `export` in front.
 * @throws CommandError where the file cannot be read or a line has another form
 */
export async function readDotenvFile(path: string): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
  return parseDotenv(text, path);
}

/**
 * Reads a text in dotenv form.
 * @param path for messages
 * @throws CommandError
 */
export function parseDotenv(text: string, path: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(
    parseEnv(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')),
  )) {
    if (!NAME.test(name)) {
      const line = name.split('\n', 1)[0] ?? '';
      throw new CommandError(`${path}: the line ${JSON.stringify(line)} does not have the form NAME=value.`);
    }
    values.set(name, value ?? '');
  }
  return values;
}
