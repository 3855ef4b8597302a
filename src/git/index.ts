/** Git: mirrors of repositories, what a commit holds, working clones for jobs, and the hook of a bare repository. */
export { createMirrorCheckout, type MirrorCheckout } from './checkout/mirror-checkout.ts';
export type { CheckoutOptions, CheckoutSpec } from './checkout/request.ts';
export { GitError, UnknownRefError } from './git-error.ts';
export { installHook, type HookOptions, type InstalledHook } from './hook/install-hook.ts';
export type { CommitFile, CommitFiles } from './mirror/commit-files.ts';
export type { CommitDescription } from './mirror/commit.ts';
export type { DefinitionFile } from './mirror/definitions.ts';
export type { WantedCommit } from './mirror/fetch-commit.ts';
export { Mirrors, type MirrorsOptions } from './mirror/mirrors.ts';
export type { RemoteAccess } from './process/environment.ts';
export { checkRepositoryUrl, RepositoryUrlError, type CheckedUrl } from './repository-url.ts';
export { changedSinceBranch, changedSinceCommit } from './working-tree/changed-paths.ts';
export { describeWorkingTree, type WorkingTree } from './working-tree/describe.ts';
export { createWorkingTreeCheckout, type WorkingTreeCheckout } from './working-tree/working-tree-checkout.ts';
