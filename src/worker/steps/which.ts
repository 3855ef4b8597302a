import { constants, accessSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The absolute path of a program, found as a shell would: by `path` (folders with `:` between them), or, where
 * the name has a slash, from `folder`. Null where there is none.
 */
export function which(program: string, path: string, folder: string): string | null {
  if (program.includes('/')) {
    const file = isAbsolute(program) ? program : resolve(folder, program);
    return isProgram(file) ? file : null;
  }
  for (const place of path.split(':')) {
    const file = join(place === '' ? folder : resolve(folder, place), program);
    if (isProgram(file)) return file;
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
