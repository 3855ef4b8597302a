import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryName } from '../../events/ids.ts';
import { GitError, UnknownRefError } from '../git-error.ts';
import { isObjectId } from '../../events/git-names.ts';
import type { RemoteAccess } from '../process/environment.ts';
import { isRefName } from '../../events/git-names.ts';
import { checkRepositoryUrl } from '../repository-url.ts';
import { changedPaths } from './changed-paths.ts';
import { CommitFiles } from './commit-files.ts';
import { type CommitDescription, describeCommit } from './commit.ts';
import { type DefinitionFile, readDefinitions } from './definitions.ts';
import type { WantedCommit } from './fetch-commit.ts';
import { Mirror } from './mirror.ts';
import { listRemote } from './remote.ts';

/** Where mirrors lie and what they may fetch from. */
export interface MirrorsOptions {
  /** Absolute; holds `<owner>/<name>.git`. Held by this process alone. */
  readonly root: string;
  /** Whether paths and `file://` URLs may be fetched from. */
  readonly allowLocal: boolean;
}

/** The bare clones of all repositories. Every URL comes from a registration, never from a payload. */
export class Mirrors {
  readonly #options: MirrorsOptions;
  readonly #mirrors = new Map<RepositoryName, Mirror>();
  #prepared: Promise<void> | null = null;

  constructor(options: MirrorsOptions) {
    this.#options = options;
  }

  /** Whether the repository has a mirror here. */
  holds(repository: RepositoryName): boolean {
    return this.of(repository).exists;
  }

  /** The mirror's folder, a bare repository. */
  path(repository: RepositoryName): string {
    return this.of(repository).path;
  }

  /** The repository's mirror, which need not exist on disk yet. */
  of(repository: RepositoryName): Mirror {
    let mirror = this.#mirrors.get(repository);
    if (mirror === undefined) {
      const { root, allowLocal } = this.#options;
      mirror = new Mirror({
        path: join(root, `${repository}.git`),
        allowLocal,
        localConfiguration: this.#localConfiguration,
      });
      this.#mirrors.set(repository, mirror);
    }
    return mirror;
  }

  /** Whether the commit was fetched before and is kept. */
  has(repository: RepositoryName, sha: string, signal: AbortSignal): Promise<boolean> {
    return this.of(repository).has(sha, signal);
  }

  /**
   * Makes a commit be here and stay here, with the branches and tags of the remote. Asks the remote only if
   * the commit is not here yet; one fetch at a time per repository.
   * @throws GitError; `retryable` where the remote is out of reach or may only be late
   */
  async fetchCommit(
    repository: RepositoryName,
    access: RemoteAccess,
    want: WantedCommit,
    signal: AbortSignal,
  ): Promise<void> {
    if (!isObjectId(want.sha))
      throw new GitError(`${JSON.stringify(want.sha.slice(0, 100))} is not a commit's full id.`);
    await this.#prepare();
    await this.of(repository).fetch(this.#checked(access), want, signal);
  }

  /** Lets go of a commit that was kept and is needed no more; git removes it in its own time. @throws GitError */
  async release(repository: RepositoryName, sha: string, signal: AbortSignal): Promise<void> {
    if (isObjectId(sha)) await this.of(repository).release(sha, signal);
  }

  /**
   * The full name and the commit of a branch or tag as the remote has it now. `ref` is full (`refs/heads/main`),
   * short (a branch is preferred to a tag of the same name), or empty for the default branch.
   * @throws UnknownRefError where the remote has none such; GitError where it cannot be asked
   */
  async resolveRef(
    repository: RepositoryName,
    access: RemoteAccess,
    ref: string,
    signal: AbortSignal,
  ): Promise<{ ref: string; sha: string }> {
    const candidates = ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
    if (ref !== '' && !candidates.every(isRefName)) {
      throw new UnknownRefError(
        `${JSON.stringify(ref.slice(0, 200))} cannot be the name of a branch or tag.`,
      );
    }
    await this.#prepare();
    const checked = this.#checked(access);
    const call = { cwd: this.#options.root, signal, ...this.#localPermissions() };
    const names = ref === '' ? [] : candidates;
    let listed = await listRemote(checked, names, call);
    if (ref === '') {
      const branch = listed.defaultBranch ?? this.of(repository).defaultBranch;
      if (branch === null)
        throw new UnknownRefError(`${access.url} has no default branch; name a branch or tag.`);
      const full = `refs/heads/${branch}`;
      if (!listed.commits.has('HEAD')) listed = await listRemote(checked, [full], call);
      const sha = listed.commits.get(full) ?? listed.commits.get('HEAD');
      if (sha === undefined)
        throw new UnknownRefError(`${access.url} has no commit on its default branch ${branch} yet.`);
      return { ref: full, sha };
    }
    for (const name of candidates) {
      const sha = listed.commits.get(name);
      if (sha !== undefined) return { ref: name, sha };
    }
    throw new UnknownRefError(`${access.url} has no branch or tag ${JSON.stringify(ref)}.`);
  }

  /** The default branch, short; null while it is not known. */
  defaultBranch(repository: RepositoryName): string | null {
    return this.of(repository).defaultBranch;
  }

  /** See `readDefinitions` in definitions.ts; the commit was fetched before. */
  readDefinitions(repository: RepositoryName, sha: string, signal: AbortSignal): Promise<DefinitionFile[]> {
    return readDefinitions(this.of(repository), sha, signal);
  }

  /** Single files of a commit that was fetched before. */
  filesAt(repository: RepositoryName, sha: string, signal: AbortSignal): CommitFiles {
    return new CommitFiles(this.of(repository), sha, signal);
  }

  /** See `changedPaths` in changed-paths.ts; the commit was fetched before. */
  changedPaths(
    repository: RepositoryName,
    before: string | null,
    sha: string,
    defaultBranch: string | null,
    signal: AbortSignal,
  ): Promise<string[] | null> {
    return changedPaths(this.of(repository), before, sha, defaultBranch, signal);
  }

  /** See `describeCommit` in commit.ts; the commit was fetched before. */
  describeCommit(repository: RepositoryName, sha: string, signal: AbortSignal): Promise<CommitDescription> {
    return describeCommit(this.of(repository), sha, signal);
  }

  /** Waits for running fetches (their callers abort them) and ends every reader. */
  async close(): Promise<void> {
    await Promise.all([...this.#mirrors.values()].map((mirror) => mirror.close()));
  }

  get #localConfiguration(): string {
    return join(this.#options.root, 'local.gitconfig');
  }

  #localPermissions() {
    return this.#options.allowLocal ? { local: true, configuration: this.#localConfiguration } : {};
  }

  /** A registration's URL was checked when it was made; what is handed to git is checked again. */
  #checked(access: RemoteAccess): RemoteAccess {
    const { url } = checkRepositoryUrl(access.url, { allowLocal: this.#options.allowLocal });
    return { url, credentials: access.credentials };
  }

  #prepare(): Promise<void> {
    this.#prepared ??= this.#makeRoot().catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  /**
   * Git refuses to serve a repository of another user of this machine (safe.directory); whoever allowed local
   * repositories means to read such ones, and the permission can be given by a file only.
   */
  async #makeRoot(): Promise<void> {
    await mkdir(this.#options.root, { recursive: true });
    if (this.#options.allowLocal && !existsSync(this.#localConfiguration)) {
      await writeFile(this.#localConfiguration, '[safe]\n\tdirectory = *\n');
    }
  }
}
