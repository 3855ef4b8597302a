import type { RepositoryName } from '../../events/index.ts';
import type { PartitionState } from '../state/index.ts';
import { encodeFacts, encodeRepositories } from './encode.ts';
import type { EncodedFacts, EncodedRepository } from './encoded.ts';

/** A partition at one moment, as far as it has to be written for a checkpoint there. */
export interface Cut {
  /** The offset of the newest event folded. */
  readonly offset: number;
  readonly facts: EncodedFacts;
  /** The repositories that changed since the cut before. */
  readonly repositories: readonly EncodedRepository[];
}

/**
 * Takes a cut, at once, so that everything in it is of one moment; it can be written while the state goes on.
 * @param offset of the newest event folded into the state
 * @param changed every repository that changed since the checkpoint that this fold began with, or wrote last
 */
export function takeCut(state: PartitionState, offset: number, changed: Iterable<RepositoryName>): Cut {
  return { offset, facts: encodeFacts(state), repositories: encodeRepositories(state, changed) };
}
