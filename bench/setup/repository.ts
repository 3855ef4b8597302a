import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.ts';

/** A bare repository and a clone of it to push from. */
export interface SampleRepository {
  readonly name: string;
  readonly bare: string;
  readonly clone: string;
  /** Replaces the only workflow and commits, without a push. Gives the commit. */
  commitWorkflow(text: string): Promise<string>;
  /** Commits a changed file, without a push. */
  commit(): Promise<string>;
  push(): Promise<void>;
}

/** Makes a repository of 20 files with one commit on `main`. */
export async function makeRepository(folder: string, name: string): Promise<SampleRepository> {
  const bare = join(folder, `${name.replace('/', '-')}.git`);
  const clone = join(folder, name.replace('/', '-'));
  await run('git', ['init', '-q', '--bare', '-b', 'main', bare]);
  await run('git', ['init', '-q', '-b', 'main', clone]);
  await run('git', ['remote', 'add', 'origin', bare], clone);
  await mkdir(join(clone, 'src'));
  for (let file = 0; file < 20; file++) {
    await writeFile(join(clone, 'src', `file-${file}.txt`), `file ${file}\n`.repeat(50));
  }
  let count = 0;
  const commitAll = async () => {
    await run('git', ['add', '-A'], clone);
    await run('git', ['commit', '-q', '-m', `Commit ${count}`], clone);
    return (await run('git', ['rev-parse', 'HEAD'], clone)).trim();
  };
  await commitAll();
  await run('git', ['push', '-q', 'origin', 'main'], clone);
  return {
    name,
    bare,
    clone,
    async commitWorkflow(text) {
      count += 1;
      await mkdir(join(clone, '.runbook'), { recursive: true });
      await writeFile(join(clone, '.runbook', 'bench.yml'), text);
      await writeFile(join(clone, 'src', 'count.txt'), `${count}\n`);
      return commitAll();
    },
    async commit() {
      count += 1;
      await writeFile(join(clone, 'src', 'count.txt'), `${count}\n`);
      return commitAll();
    },
    async push() {
      await run('git', ['push', '-q', 'origin', 'main'], clone);
    },
  };
}
