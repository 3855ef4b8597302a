import type { PayloadMaker } from './checkout-facts.ts';
import { commitOf, NO_COMMIT, personOf, refName } from './forge-objects.ts';

/** The newest commit of the checkout was pushed. */
export const push: PayloadMaker = (facts) => ({
  ref: facts.ref,
  before: facts.before ?? NO_COMMIT,
  after: facts.sha,
  created: facts.before === null,
  deleted: false,
  forced: false,
  base_ref: null,
  head_commit: commitOf(facts),
  commits: [commitOf(facts)],
  pusher: personOf(facts),
});

/** What is checked out was created. */
export const create: PayloadMaker = (facts) => ({
  ref: refName(facts),
  ref_type: refType(facts.ref),
  master_branch: facts.defaultBranch,
  description: null,
  pusher_type: 'user',
});

/** What is checked out was deleted. */
export const deletion: PayloadMaker = (facts) => ({
  ref: refName(facts),
  ref_type: refType(facts.ref),
  pusher_type: 'user',
});

function refType(ref: string): 'tag' | 'branch' {
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch';
}
