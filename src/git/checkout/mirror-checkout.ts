import { join } from 'node:path';
import type { RepositoryName } from '../../events/ids.ts';
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
  /** @throws GitError with one sentence for the log */
  checkout(spec: CheckoutSpec, options: CheckoutOptions, signal: AbortSignal): Promise<void>;
}

/**
 * Checks jobs out from the mirrors. The workspace borrows the mirror's objects, so it holds no history and no
 * credentials; its remote is the registered URL. `access` is asked only where the remote must be.
 */
export function createMirrorCheckout(options: {
  readonly mirrors: Mirrors;
  readonly access: (repository: RepositoryName) => Promise<RemoteAccess>;
}): MirrorCheckout {
  const { mirrors, access } = options;
  return {
    inPlace: null,
    holds: (repository) => mirrors.holds(repository),
    async checkout(spec, request, signal) {
      const { repository } = spec;
      const want = await wanted(spec, request.ref, mirrors, access, signal);
      if (!(await mirrors.has(repository, want.sha, signal))) {
        const kept = { sha: want.sha, ref: want.ref === '' ? null : want.ref };
        request.print(`Fetching ${want.sha} from ${spec.source.url}`);
        await mirrors.fetchCommit(repository, await access(repository), kept, signal);
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
  access: (repository: RepositoryName) => Promise<RemoteAccess>,
  signal: AbortSignal,
): Promise<{ ref: string; sha: string }> {
  if (ref === null || ref === '') return { ref: spec.source.ref, sha: spec.source.sha };
  if (isObjectId(ref.toLowerCase())) return { ref: '', sha: ref.toLowerCase() };
  return mirrors.resolveRef(spec.repository, await access(spec.repository), ref, signal);
}
