import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckoutOptions, CheckoutSpec } from '../checkout/request.ts';
import { prepareTarget } from '../checkout/target.ts';
import { writeCheckout } from '../checkout/write-checkout.ts';
import { branchOf, isObjectId, isRefName } from '../../events/git-names.ts';
import { writeGitDirectory } from '../git-directory.ts';
import { GitError } from '../git-error.ts';
import { readIfThere } from '../absent-file.ts';
import { ObjectReader } from '../process/object-reader.ts';
import { GitProcessError, runGit } from '../process/run-git.ts';
import { copyFiles, listFiles } from './copy-files.ts';
import { describeWorkingTree } from './describe.ts';
import { askGit, findLayout, type Layout, userCall } from './layout.ts';

/** A `CheckoutSource` of the worker (src/worker/ports.ts) for `runbook run`. */
export interface WorkingTreeCheckout {
  /** The folder itself, where jobs run in it. */
  readonly inPlace: string | null;
  /** Always: what is on this machine needs no fetch. */
  holds(): boolean;
  /** @throws GitError with one sentence for the log */
  checkout(spec: CheckoutSpec, access: unknown, options: CheckoutOptions, signal: AbortSignal): Promise<void>;
}

/**
 * Gives each job a copy of the user's checkout as it is on disk: tracked files and untracked ones that git does
 * not ignore, with a `.git` whose status is the user's. A folder that is no checkout is copied whole. With
 * `inPlace` the folder itself is used. Another `ref` is checked out from the user's repository; nothing is
 * fetched, and history is always whole.
 */
export function createWorkingTreeCheckout(options: {
  readonly folder: string;
  readonly inPlace: boolean;
}): WorkingTreeCheckout {
  const folder = resolve(options.folder);
  return {
    inPlace: options.inPlace ? folder : null,
    holds: () => true,
    async checkout(_spec, _access, request, signal) {
      const layout = await findLayout(folder, signal);
      const source = layout?.root ?? folder;
      const other = request.ref !== null && request.ref !== '';
      if (options.inPlace) {
        if (other || resolve(request.target) !== folder) {
          throw new GitError(
            'With --in-place the folder stays as it is: no other ref or path can be checked out in it.',
          );
        }
        request.print(`Using ${folder} as it is`);
        return;
      }
      if (request.ref !== null && other) {
        if (layout === null) throw new GitError(`${folder} is no git checkout; it has no ${request.ref}.`);
        await checkOutRef(layout, request.ref, request, signal);
        return;
      }
      await prepareTarget(request.target, true);
      if (layout === null) {
        const names: string[] = [];
        for await (const name of listFiles(folder, resolve(request.target))) names.push(name);
        await copyFiles(folder, request.target, names, signal);
      } else {
        await copyCheckout(layout, request.target, signal);
        if (request.sparseCheckout.length > 0) await thinOut(request, signal);
      }
      request.print(`Copied ${source} as it is on disk`);
    },
  };
}

async function copyCheckout(layout: Layout, target: string, signal: AbortSignal): Promise<void> {
  const { root } = layout;
  const [names, refs, head, tree] = await Promise.all([
    runGit(
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name'],
      userCall(root, signal),
    ),
    readAllRefs(layout, signal),
    readFile(join(layout.gitDirectory, 'HEAD'), 'utf8'),
    describeWorkingTree(root, signal),
  ]);
  const files = new Map<string, string>();
  for (const name of ['info/exclude', 'info/sparse-checkout', 'shallow']) {
    const text = await readIfThere(join(layout.commonDirectory, name));
    if (text !== null) files.set(name, text);
  }
  await writeGitDirectory(join(target, '.git'), {
    bare: false,
    idLength: layout.idLength,
    head: head.trim(),
    origin: tree.origin,
    trackedBranch:
      tree.branch !== null && refs.has(`refs/remotes/origin/${tree.branch}`) ? tree.branch : null,
    alternate: join(layout.commonDirectory, 'objects'),
    refs,
    files,
  });
  await copyIndex(layout, join(target, '.git'));
  // A conflict has several entries of one name.
  const paths = new Set(names.split('\0').filter((name) => name !== ''));
  await copyFiles(root, target, paths, signal);
}

/** Leaves only what `sparse-checkout` names; git keeps changed files, and untracked ones stay too. */
async function thinOut(request: CheckoutOptions, signal: AbortSignal): Promise<void> {
  const call = { cwd: request.target, signal };
  const mode = request.sparseCheckoutConeMode ? '--cone' : '--no-cone';
  // Copied files have other times than the index knows; without this git would take them for changed.
  await askGit(request.target, ['update-index', '-q', '--refresh'], signal);
  try {
    await runGit(['sparse-checkout', 'set', mode, '--', ...request.sparseCheckout], call);
  } catch (error) {
    if (!(error instanceof GitProcessError)) throw error;
    throw new GitError(`The checkout could not be made sparse: ${error.message}`, { cause: error });
  }
}

/** What is staged stays staged. A split index has a second file beside it. */
async function copyIndex(layout: Layout, gitDirectory: string): Promise<void> {
  const names = (await readdir(layout.gitDirectory)).filter(
    (name) => name === 'index' || name.startsWith('sharedindex.'),
  );
  for (const name of names) await copyFile(join(layout.gitDirectory, name), join(gitDirectory, name));
}

async function readAllRefs(layout: Layout, signal: AbortSignal): Promise<Map<string, string>> {
  const output = await askGit(layout.root, ['for-each-ref', '--format=%(objectname) %(refname)'], signal);
  const refs = new Map<string, string>();
  for (const line of (output ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) refs.set(line.slice(space + 1), line.slice(0, space));
  }
  return refs;
}

/** Checks another branch, tag or commit of the user's repository out, as actions/checkout does from a remote. */
async function checkOutRef(
  layout: Layout,
  ref: string,
  request: CheckoutOptions,
  signal: AbortSignal,
): Promise<void> {
  const candidates = isObjectId(ref)
    ? [ref]
    : ref.startsWith('refs/')
      ? [ref]
      : [`refs/heads/${ref}`, `refs/remotes/origin/${ref}`, `refs/tags/${ref}`];
  for (const name of candidates.filter((candidate) => isObjectId(candidate) || isRefName(candidate))) {
    const commit = await askGit(layout.root, ['rev-parse', '--verify', '-q', `${name}^{commit}`], signal);
    if (commit === null || commit === '') continue;
    const refs = await readAllRefs(layout, signal);
    const reader = new ObjectReader(layout.commonDirectory);
    try {
      const { origin } = await describeWorkingTree(layout.root, signal);
      const plan = {
        objects: join(layout.commonDirectory, 'objects'),
        read: reader.read.bind(reader),
        refs,
        ref: isObjectId(name) ? '' : name.replace(/^refs\/remotes\/origin\//, 'refs/heads/'),
        sha: commit,
        commit,
        origin,
      };
      await writeCheckout(plan, request, signal);
    } finally {
      reader.close();
    }
    request.print(`Checked out ${branchOf(name) ?? name} at ${commit}`);
    return;
  }
  throw new GitError(`${layout.root} has no branch, tag or commit ${JSON.stringify(ref.slice(0, 200))}.`);
}
