import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError } from '../../exit-code.ts';
import { unwritable } from '../../unreadable.ts';

/**
 * Puts a text in the place of a file that is as it was read; whoever reads it meanwhile sees the old text or the new.
 * Its mode stays, and its owner where this user may give it.
 * @throws CommandError where the file has changed since, or cannot be written
 */
export async function rewriteFile(path: string, before: string, after: string): Promise<void> {
  try {
    const target = await realpath(path);
    if (!(await readFile(target)).equals(Buffer.from(before))) {
      throw new CommandError(`${path} has changed since it was read; it is left as it is.`);
    }
    await access(target, constants.W_OK);
    await replace(target, after);
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function replace(target: string, text: string): Promise<void> {
  const { mode, uid, gid } = await stat(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.chown(uid, gid).catch(() => undefined);
    await file.chmod(mode & 0o7777);
    await file.sync();
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}
