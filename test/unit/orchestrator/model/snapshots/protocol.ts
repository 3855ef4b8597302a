import type { StampedEvent } from '../../../../../src/orchestrator/apply/index.ts';
import { checkpointText, readCheckpoint } from '../../../../../src/orchestrator/snapshot/checkpoint.ts';
import { chooseSnapshots, supersededKeys } from '../../../../../src/orchestrator/snapshot/choose.ts';
import { decodeState } from '../../../../../src/orchestrator/snapshot/decode.ts';
import type { EncodedRepository } from '../../../../../src/orchestrator/snapshot/encoded.ts';
import type { Cut } from '../../../../../src/orchestrator/snapshot/index.ts';
import { checkpointKey, snapshotKey } from '../../../../../src/orchestrator/snapshot/keys.ts';
import { linesOf, repositoryIn } from '../../../../../src/orchestrator/snapshot/lines.ts';
import { REPOSITORY } from '../../definitions.ts';
import { createState, type PartitionState } from '../../../../../src/orchestrator/state/index.ts';

/** The newest record of each key of `runbook.state`. */
export type Records = ReadonlyMap<string, string>;

/** One append; an empty value deletes. */
export interface StateRecord {
  readonly key: string;
  readonly value: string;
}

/** How an owner writes and reads `runbook.state`. */
export interface Protocol {
  /** What a cut appends before its checkpoint, in order. */
  snapshots(cut: Cut, owner: string): readonly StateRecord[];
  checkpoint(cut: Cut): StateRecord;
  /** What the owner deletes, of the keys that it knows. */
  superseded(
    sure: readonly string[],
    doubtful: readonly string[],
    cut: Cut,
    owner: string,
  ): readonly string[];
  /** Whether it deletes before its checkpoint is durable. */
  readonly deletesFirst?: boolean;
  /** Whether what changed is forgotten though the cut was abandoned. */
  readonly forgetsChanges?: boolean;
  /** The state at the newest checkpoint, and the offset of the first event to fold into it. */
  restore(records: Records): Restored;
}

export interface Restored {
  readonly state: PartitionState;
  readonly next: number;
  /** Of the events from `next` on: whether one is in the state already; default: none. */
  readonly isIn?: (event: StampedEvent) => boolean;
}

/**
 * The program's own, with the same keys, the same choice and the same order; only that lines are not compressed,
 * and that the two owners cut them into parts at different places, as two versions of zlib would.
 */
export const protocol: Protocol = {
  snapshots(cut, owner) {
    return cut.repositories.flatMap((repository) => {
      const parts = partsOf(repository, owner);
      const { name } = repository.head;
      const id = { repository: name, offset: cut.offset, digest: digestOf(owner), parts: parts.length };
      return parts.map((value, index) => ({ key: snapshotKey(id, index + 1), value }));
    });
  },
  checkpoint({ offset, facts }) {
    return { key: checkpointKey(offset), value: checkpointText(offset, facts) };
  },
  superseded: (sure, doubtful, cut) => supersededKeys(sure, doubtful, cut.offset),
  restore(records) {
    const choice = chooseSnapshots(records.keys());
    if (choice === null) return { state: createState(0), next: 0 };
    const facts = readCheckpoint(records.get(checkpointKey(choice.checkpoint)) ?? '', 'The checkpoint');
    const repositories = choice.snapshots.map((id) => {
      const parts = Array.from({ length: id.parts }, (_, index) => records.get(snapshotKey(id, index + 1)));
      return repositoryOf(parts.join(''));
    });
    if (repositories.length !== facts.repositories) throw new Error('A snapshot is missing.');
    return { state: decodeState(facts, repositories), next: choice.checkpoint + 1 };
  },
};

/** One repository in two parts, cut at a place of the owner's own, the others in one. */
export function partsOf(repository: EncodedRepository, owner: string): readonly string[] {
  const text = JSON.stringify(linesOf(repository));
  if (repository.head.name !== REPOSITORY) return [text];
  const middle = owner === 'one' ? 20 : 40;
  return [text.slice(0, middle), text.slice(middle)];
}

export function repositoryOf(text: string): EncodedRepository {
  return repositoryIn(JSON.parse(text), 'The snapshot');
}

function digestOf(owner: string): string {
  return owner === 'one' ? '1' : '2';
}
