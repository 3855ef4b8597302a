import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeGitDirectory } from '../git-directory.ts';
import { GitError } from '../git-error.ts';
import type { RemoteAccess } from '../process/environment.ts';
import { type GitObject, ObjectReader } from '../process/object-reader.ts';
import { GitProcessError, runGit } from '../process/run-git.ts';
import { FetchFailures, fetchCommit, KEPT, type WantedCommit } from './fetch-commit.ts';
import { replaceFile } from './replace-file.ts';
import { looseRefNames, readPackedRefs, readRefs } from './refs.ts';
import { listRemote } from './remote.ts';
import { removeStaleLocks } from './stale-locks.ts';
import { Turns } from './turns.ts';

/** What a mirror may do, fixed for all of them. */
export interface MirrorOptions {
  /** The bare repository's folder. */
  readonly path: string;
  readonly allowLocal: boolean;
  /** A git configuration for fetches from this machine. */
  readonly localConfiguration: string;
}

/** HEAD of a mirror whose default branch is not known; no branch can have this name. */
const UNKNOWN_BRANCH = '.invalid';
/** The default branch is asked for again after this long, in milliseconds; sooner while it is not known. */
const DEFAULT_BRANCH_AGE_MS = 3_600_000;
const UNKNOWN_BRANCH_AGE_MS = 30_000;
/** Loose refs and objects pile up, as git may not tidy by itself: we do after the first and after so many fetches. */
const FETCHES_PER_TIDYING = 100;
const TIDY_SILENCE_MS = 600_000;

/**
 * One repository's bare clone. `refs/runbook/<sha>` keeps every commit that was asked for, so that no force
 * push, prune or repacking takes it from a job. Only this process writes to it (the data folder is held
 * exclusively), one fetch at a time.
 */
export class Mirror {
  readonly path: string;
  readonly #options: MirrorOptions;
  readonly #reader: ObjectReader;
  readonly #turns = new Turns();
  readonly #closing = new AbortController();
  /** Ids below refs/runbook; null: not read yet. */
  #kept: Set<string> | null = null;
  #refs: Promise<ReadonlyMap<string, string>> | null = null;
  #opened = false;
  #suspect = false;
  #fetches = 0;
  #defaultBranch: string | null | undefined;
  #defaultBranchAskedAt = -Infinity;
  readonly #failures = new FetchFailures();
  /** The newest call of `#lookAfter`; it never rejects. */
  #care: Promise<void> = Promise.resolve();

  constructor(options: MirrorOptions) {
    this.path = options.path;
    this.#options = options;
    this.#reader = new ObjectReader(options.path);
  }

  get exists(): boolean {
    return existsSync(join(this.path, 'HEAD'));
  }

  /** The remote's default branch as last seen, or a guess where its HEAD names none; null: not known. */
  get defaultBranch(): string | null {
    if (this.#defaultBranch !== undefined) return this.#defaultBranch;
    if (!this.exists) return null;
    const name = /^ref: refs\/heads\/(.+)\n?$/.exec(readFileSync(join(this.path, 'HEAD'), 'utf8'))?.[1];
    this.#defaultBranch = name === undefined || name === UNKNOWN_BRANCH ? null : name;
    return this.#defaultBranch;
  }

  /** Whether the commit is here, kept and readable. A kept one that cannot be read makes the mirror suspect. */
  async has(sha: string, signal: AbortSignal): Promise<boolean> {
    if (this.#suspect || !this.exists) return false;
    this.#kept ??= await this.#readKept();
    if (!this.#kept.has(sha)) return false;
    try {
      if ((await this.read(`${sha}^{tree}`, { maxBytes: 0, signal })) !== null) return true;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    this.distrust(sha);
    return false;
  }

  /** Branches and tags, full name to id, as of the last fetch. */
  async refs(): Promise<ReadonlyMap<string, string>> {
    this.#refs ??= readRefs(this.path, ['refs/heads', 'refs/tags']);
    try {
      return await this.#refs;
    } catch (error) {
      this.#refs = null;
      throw error;
    }
  }

  /** An object; see ObjectReader. Damage makes the mirror suspect: the next fetch makes it anew. */
  async read(
    name: string,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<GitObject | null> {
    try {
      return await this.#reader.read(name, options);
    } catch (error) {
      this.#suspect ||= isDamage(error);
      throw error;
    }
  }

  /** What a commit needs is not here: if the commit is one that is kept, the mirror is suspect. */
  distrust(sha: string): void {
    this.#suspect ||= this.#kept?.has(sha) ?? false;
  }

  /** Makes the commit be here, and its tag if the remote has it. @throws GitError */
  async fetch(access: RemoteAccess, want: WantedCommit, signal: AbortSignal): Promise<void> {
    if (await this.#hasAll(want, signal)) return;
    await this.#turns.take(signal, async () => {
      if (await this.#hasAll(want, signal)) return;
      await this.#open(want.sha.length);
      await this.#fetchAndRepair(access, want, signal);
      this.#refs = null;
      this.#kept?.add(want.sha);
      this.#failures.forget(want.sha);
      if (this.defaultBranch === null) await this.#learnDefaultBranch(access, UNKNOWN_BRANCH_AGE_MS, signal);
    });
    this.#fetches += 1;
    this.#care = this.#lookAfter(access);
  }

  /** Keeps a commit no longer. */
  async release(sha: string, signal: AbortSignal): Promise<void> {
    if (!this.exists) return;
    await this.#turns.take(signal, async () => {
      await runGit(['update-ref', '-d', `refs/runbook/${sha}`], { cwd: this.path, signal });
      this.#kept?.delete(sha);
    });
  }

  /** Stops tidying, waits for what else runs, and ends the reader. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turns.settled();
    await this.#care;
    this.#reader.close();
  }

  /** A tag may come later than its commit; `git describe` in a job wants it. */
  async #hasAll(want: WantedCommit, signal: AbortSignal): Promise<boolean> {
    if (!(await this.has(want.sha, signal))) return false;
    return want.ref?.startsWith('refs/tags/') !== true || (await this.refs()).has(want.ref);
  }

  async #open(idLength: number): Promise<void> {
    if (this.#suspect) await this.#setAside();
    if (!this.exists) await this.#create(idLength);
    else if (!this.#opened) await removeStaleLocks(this.path);
    this.#opened = true;
    this.#suspect = false;
    this.#kept ??= await this.#readKept();
  }

  /** It is there whole or not at all: others look for it, and this process may be killed in between. */
  async #create(idLength: number): Promise<void> {
    const made = `${this.path}.new`;
    await rm(made, { recursive: true, force: true });
    await rm(this.path, { recursive: true, force: true });
    await writeGitDirectory(made, { bare: true, idLength, head: `ref: refs/heads/${UNKNOWN_BRANCH}` });
    await rename(made, this.path);
  }

  /** A mirror is only a copy: a damaged one is moved away and fetched again. */
  async #setAside(): Promise<void> {
    this.#reader.close();
    const away = `${this.path}.damaged`;
    await rm(away, { recursive: true, force: true });
    if (existsSync(this.path)) await rename(this.path, away);
    await rm(away, { recursive: true, force: true });
    this.#kept = null;
    this.#refs = null;
    this.#defaultBranch = undefined;
    this.#defaultBranchAskedAt = -Infinity;
  }

  async #fetchAndRepair(access: RemoteAccess, want: WantedCommit, signal: AbortSignal): Promise<void> {
    try {
      await this.#fetchOnce(access, want, signal);
    } catch (error) {
      const failure = error instanceof GitProcessError ? error.failure : null;
      if (failure === 'locked') await removeStaleLocks(this.path);
      // A damaged remote on this machine complains in the same words.
      else if (failure === 'corrupt' && !(await this.#isSound(signal))) {
        this.#suspect = true;
        await this.#open(want.sha.length);
      } else throw this.#failures.explain(error, access, want);
      await this.#fetchOnce(access, want, signal).catch((again: unknown) => {
        throw this.#failures.explain(again, access, want);
      });
    }
  }

  async #isSound(signal: AbortSignal): Promise<boolean> {
    try {
      const args = ['fsck', '--connectivity-only', '--no-dangling', '--progress'];
      await runGit(args, { cwd: this.path, signal, silenceMs: TIDY_SILENCE_MS });
      return true;
    } catch (error) {
      if (error instanceof GitProcessError) return false;
      throw error;
    }
  }

  #fetchOnce(access: RemoteAccess, { sha }: WantedCommit, signal: AbortSignal): Promise<void> {
    const holds = async () => (await this.read(sha, { maxBytes: 0, signal })) !== null;
    return fetchCommit(access, sha, holds, this.#call(signal));
  }

  #call(signal: AbortSignal) {
    const { allowLocal, localConfiguration } = this.#options;
    return {
      cwd: this.path,
      signal,
      ...(allowLocal ? { local: true, configuration: localConfiguration } : {}),
    };
  }

  async #readKept(): Promise<Set<string>> {
    const names = [
      ...(await readPackedRefs(this.path))
        .map(([name]) => name)
        .filter((name) => name.startsWith(`${KEPT}/`)),
      ...(await looseRefNames(this.path, KEPT)),
    ];
    return new Set(names.map((name) => name.slice(KEPT.length + 1)));
  }

  /** HEAD is asked for seldom, and what is not known does not fail a fetch that succeeded. */
  async #learnDefaultBranch(access: RemoteAccess, ageMs: number, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (now - this.#defaultBranchAskedAt < ageMs) return;
    this.#defaultBranchAskedAt = now;
    const listed = await listRemote(access, [], this.#call(signal)).catch(() => null);
    const branch = listed?.defaultBranch ?? guessDefaultBranch(await this.refs());
    if (branch === null || branch === this.defaultBranch) return;
    // Git takes a folder whose HEAD it finds empty for no repository, and jobs may be reading.
    await replaceFile(join(this.path, 'HEAD'), `ref: refs/heads/${branch}\n`);
    this.#defaultBranch = branch;
  }

  /**
   * What no job waits for: the default branch asked again, refs and small packs put together. No object is ever
   * dropped. What fails here fails alone; a later call does it.
   */
  async #lookAfter(access: RemoteAccess): Promise<void> {
    const { signal } = this.#closing;
    try {
      await this.#learnDefaultBranch(access, DEFAULT_BRANCH_AGE_MS, signal);
      if (this.#fetches % FETCHES_PER_TIDYING !== 1) return;
      await this.#turns.take(signal, async () => {
        await runGit(['pack-refs', '--all'], { cwd: this.path, signal });
        await runGit(['repack', '-d', '-l', '-q', '--geometric=2'], {
          cwd: this.path,
          signal,
          silenceMs: TIDY_SILENCE_MS,
        });
      });
    } catch {
      // Nothing depends on it; a later call tries again.
    }
  }
}

/** Whether reading failed because objects are damaged, not because git could not run. */
function isDamage(error: unknown): boolean {
  return (
    error instanceof GitError && error.cause instanceof GitProcessError && error.cause.failure === 'corrupt'
  );
}

/** For a remote whose HEAD names a branch that does not exist (a bare repository right after `git init`). */
function guessDefaultBranch(refs: ReadonlyMap<string, string>): string | null {
  const branches = [...refs.keys()]
    .filter((name) => name.startsWith('refs/heads/'))
    .map((name) => name.slice('refs/heads/'.length));
  for (const usual of ['main', 'master']) if (branches.includes(usual)) return usual;
  return branches.length === 1 ? (branches[0] ?? null) : null;
}
