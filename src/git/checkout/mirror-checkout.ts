import { join } from 'node:path';
import type { RepositoryName } from '../../events/ids.ts';
import { GitError } from '../git-error.ts';
import { describeCommit } from '../mirror/commit.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { isObjectId } from '../../events/git-names.ts';
import type { RemoteAccess } from '../process/environment.ts';
import type { CheckoutOptions, CheckoutSpec } from './request.ts';
import { writeCheckout } from './write-checkout.ts';

/** A `CheckoutSource` of the worker (src/worker/ports.ts). */
export interface MirrorCheckout {
  readonly inPlace: null;
  holds(repository: RepositoryName): boolean;
  /**
   * @param access where to fetch what the mirror lacks; null: the repository is not registered any more
   * @throws GitError with one sentence for the log
   */
  checkout(
    spec: CheckoutSpec,
    access: RemoteAccess | null,
    options: CheckoutOptions,
    signal: AbortSignal,
  ): Promise<void>;
}

/**
 * Checks jobs out from the mirrors. The workspace borrows the mirror's objects, so it holds no history and no
 * credentials; its remote is the registered URL.
 */
export function createMirrorCheckout({ mirrors }: { readonly mirrors: Mirrors }): MirrorCheckout {
  return {
    inPlace: null,
    holds: (repository) => mirrors.holds(repository),
    async checkout(spec, access, request, signal) {
      const { repository } = spec;
      const want = await wanted(spec, request.ref, mirrors, access, signal);
      if (!(await mirrors.has(repository, want.sha, signal))) {
        const kept = { sha: want.sha, ref: want.ref === '' ? null : want.ref };
        request.print(`Fetching ${want.sha} from ${spec.source.url}`);
        await mirrors.fetchCommit(repository, required(access, repository), kept, signal);
      }
      const mirror = mirrors.of(repository);
      const commit = await describeCommit(mirror, want.sha, signal);
      const plan = {
        objects: join(mirror.path, 'objects'),
        read: mirror.read.bind(mirror),
        refs: await mirror.refs(),
        ref: want.ref,
        sha: want.sha,
        commit: commit.sha,
        origin: spec.source.url,
      };
      await writeCheckout(plan, request, signal);
      request.print(`Checked out ${want.ref === '' ? 'commit' : want.ref} at ${commit.sha}`);
      request.print(`HEAD is now at ${commit.sha.slice(0, 7)} ${commit.message.split('\n')[0] ?? ''}`);
    },
  };
}

/** The run's own commit, the commit asked for, or the newest one of the branch or tag asked for. */
async function wanted(
  spec: CheckoutSpec,
  ref: string | null,
  mirrors: Mirrors,
  access: RemoteAccess | null,
  signal: AbortSignal,
): Promise<{ ref: string; sha: string }> {
  if (ref === null || ref === '') return { ref: spec.source.ref, sha: spec.source.sha };
  if (isObjectId(ref.toLowerCase())) return { ref: '', sha: ref.toLowerCase() };
  return mirrors.resolveRef(spec.repository, required(access, spec.repository), ref, signal);
}

/** What is needed only where the remote has to be asked. @throws GitError */
function required(access: RemoteAccess | null, repository: RepositoryName): RemoteAccess {
  if (access === null) throw new GitError(`${repository} is not registered any more.`);
  return access;
}
