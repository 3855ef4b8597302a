import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The absolute path of a program, found as a shell would: by `path` (folders with `:` between them), or, where
 * the name has a slash, from `folder`. Null where there is none.
 */
export async function which(program: string, path: string, folder: string): Promise<string | null> {
  if (program.includes('/')) {
    const file = isAbsolute(program) ? program : resolve(folder, program);
    return (await isProgram(file)) ? file : null;
  }
  for (const place of path.split(':')) {
    const file = join(place === '' ? folder : resolve(folder, place), program);
    if (await isProgram(file)) return file;
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
