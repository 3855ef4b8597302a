import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a push did to one ref, as a post-receive hook sees it. */
export interface RefUpdate {
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A real bare repository and a clone to push from. */
export class Origin {
  /** The bare repository: what is registered. */
  readonly bare: string;
  readonly #clone: string;

  constructor(folder: string) {
    this.bare = join(folder, 'origin.git');
    this.#clone = join(folder, 'clone');
    mkdirSync(this.#clone, { recursive: true });
    run(folder, ['init', '-q', '--bare', '-b', 'main', this.bare]);
    run(this.#clone, ['init', '-q', '-b', 'main']);
    run(this.#clone, ['remote', 'add', 'origin', this.bare]);
  }

  /** Writes files (null removes one), commits them, and gives the commit's id. */
  commit(message: string, files: { readonly [path: string]: string | Buffer | null } = {}): string {
    for (const [path, text] of Object.entries(files)) {
      const target = join(this.#clone, path);
      mkdirSync(dirname(target), { recursive: true });
      if (text === null) rmSync(target);
      else writeFileSync(target, text);
    }
    run(this.#clone, ['add', '-A']);
    run(this.#clone, ['commit', '-q', '--allow-empty', '-m', message]);
    return this.git('rev-parse', 'HEAD');
  }

  /** Makes a symbolic link that the next commit holds. */
  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.#clone, path)), { recursive: true });
    symlinkSync(target, join(this.#clone, path));
  }

  /** Any git command in the clone; gives what it printed. */
  git(...args: string[]): string {
    return run(this.#clone, args);
  }

  /** Pushes what stands at `source` (default: HEAD) to a full ref. */
  push(ref: string, source = 'HEAD'): RefUpdate {
    const before = this.#at(ref);
    run(this.#clone, ['push', '-q', '--force', 'origin', `${source}:${ref}`]);
    return { ref, before, after: this.#at(ref) };
  }

  /** Deletes a full ref of the bare repository. */
  delete(ref: string): RefUpdate {
    const before = this.#at(ref);
    run(this.#clone, ['push', '-q', 'origin', `:${ref}`]);
    return { ref, before, after: null };
  }

  #at(ref: string): string | null {
    const line = run(this.bare, ['for-each-ref', '--format=%(objectname)', ref]);
    return line === '' ? null : line;
  }
}

function run(cwd: string, args: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
