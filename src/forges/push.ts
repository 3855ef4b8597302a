import { branchOf, isObjectId, isRefName, isZeroId } from '../events/git-names.ts';
import type { Trigger } from '../events/trigger.ts';

/** What a forge says of one pushed ref, unchecked. */
export interface PushFacts {
  readonly ref: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly forced: boolean;
  readonly actor: string | undefined;
  readonly message: string | null;
  /** The commit that an annotated tag stands for, where the forge says it. */
  readonly commit?: string | undefined;
}

/** A push's trigger, or why nothing can run for it, in one sentence. */
export type PushReading =
  | { readonly trigger: Trigger }
  | { readonly bad: string }
  | { readonly ignored: string };

/** Checks what came from outside and builds the trigger: only branches and tags can start something. */
export function readPush(facts: PushFacts): PushReading {
  const { ref = '', before = '', after = '' } = facts;
  if (!isRefName(ref))
    return { bad: `"ref" is not the full name of a ref: ${JSON.stringify(ref.slice(0, 100))}.` };
  if (!isObjectId(before) || !isObjectId(after))
    return { bad: '"before" and "after" must be full object ids.' };
  if (branchOf(ref) === null && !ref.startsWith('refs/tags/')) {
    return { ignored: `${ref} is neither a branch nor a tag.` };
  }
  const deleted = isZeroId(after);
  const commit = facts.commit !== undefined && isObjectId(facts.commit) ? facts.commit : after;
  return {
    trigger: {
      event: 'push',
      ref,
      sha: deleted ? '' : commit,
      before: isZeroId(before) ? null : before,
      deleted,
      forced: facts.forced,
      actor: facts.actor ?? '',
      message: facts.message,
    },
  };
}
