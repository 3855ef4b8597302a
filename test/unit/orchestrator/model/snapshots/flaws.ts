import { readCheckpoint } from '../../../../../src/orchestrator/snapshot/checkpoint.ts';
import { decodeState } from '../../../../../src/orchestrator/snapshot/decode.ts';
import type { EncodedRepository } from '../../../../../src/orchestrator/snapshot/encoded.ts';
import { checkpointKey, readKey, snapshotKey } from '../../../../../src/orchestrator/snapshot/keys.ts';
import { linesOf } from '../../../../../src/orchestrator/snapshot/lines.ts';
import { createState } from '../../../../../src/orchestrator/state/index.ts';
import { partsOf, type Protocol, protocol, type Records, repositoryOf } from './protocol.ts';

/** A snapshot with the offset that it was folded up to. */
interface Offered {
  readonly offset: number;
  readonly repository: EncodedRepository;
}

/**
 * One key for each repository and owner; the highest offset wins; the checkpoint says where the tail begins, and of
 * the tail a repository takes what its snapshot does not have. So the next round of an owner replaces what the last
 * checkpoint needs, and what belongs to the partition is of another moment than its repositories.
 */
export const keyedByOwner: Protocol = {
  snapshots(cut, owner) {
    return cut.repositories.map((repository) => ({
      key: `snapshot/${repository.head.name}/${owner}`,
      value: JSON.stringify({ offset: cut.offset, lines: linesOf(repository) }),
    }));
  },
  checkpoint: (cut) => protocol.checkpoint(cut),
  superseded: (sure, _, { offset }) =>
    sure.filter((key) => {
      const read = readKey(key);
      return read?.kind === 'checkpoint' && read.offset < offset;
    }),
  restore(records) {
    const checkpoint = newestCheckpoint(records);
    if (checkpoint === null) return { state: createState(0), next: 0 };
    const facts = readCheckpoint(records.get(checkpointKey(checkpoint)) ?? '', 'The checkpoint');
    const newest = new Map<string, Offered>();
    for (const [key, value] of records) {
      if (!key.startsWith('snapshot/')) continue;
      const { offset, lines } = JSON.parse(value) as { offset: number; lines: unknown };
      const repository = repositoryOf(JSON.stringify(lines));
      const { name } = repository.head;
      if ((newest.get(name)?.offset ?? -1) < offset) newest.set(name, { offset, repository });
    }
    const state = decodeState(
      facts,
      [...newest.values()].map(({ repository }) => repository),
    );
    return {
      state,
      next: checkpoint + 1,
      isIn: ({ event, offset }) =>
        'repository' in event && offset <= (newest.get(event.repository)?.offset ?? -1),
    };
  },
};

/** Deletes what is superseded before its own checkpoint is durable. */
export const deletingFirst: Protocol = { ...protocol, deletesFirst: true };

/** Does not write again what an abandoned cut was to write. */
export const forgetful: Protocol = { ...protocol, forgetsChanges: true };

/** Two owners that cut at the same offset write to the same keys, though not the same bytes. */
export const withoutDigest: Protocol = {
  ...protocol,
  snapshots(cut, owner) {
    return cut.repositories.flatMap((repository) => {
      const parts = partsOf(repository, owner);
      const id = { repository: repository.head.name, offset: cut.offset, digest: '0', parts: parts.length };
      return parts.map((value, index) => ({ key: snapshotKey(id, index + 1), value }));
    });
  },
};

/** Restores the newest snapshots there are, those beyond the checkpoint too. */
export const beyondCheckpoint: Protocol = {
  ...protocol,
  restore(records) {
    const checkpoint = newestCheckpoint(records);
    if (checkpoint === null) return { state: createState(0), next: 0 };
    // As if a checkpoint stood at the end: then every whole snapshot counts.
    const end = Number.MAX_SAFE_INTEGER;
    const moved = new Map(records).set(checkpointKey(end), records.get(checkpointKey(checkpoint)) ?? '');
    return { ...protocol.restore(moved), next: checkpoint + 1 };
  },
};

/** Deletes all that its own checkpoint does not need, what others may be about to complete too. */
export const eager: Protocol = {
  ...protocol,
  superseded(sure, doubtful, cut, owner) {
    const needed = new Set(protocol.superseded(sure, doubtful, cut, owner));
    const own = protocol.snapshots(cut, owner).map(({ key }) => key);
    const unfinished = sure.filter((key) => {
      const read = readKey(key);
      if (read?.kind !== 'snapshot' || own.includes(key)) return false;
      const parts = [1, 2].filter((part) => sure.includes(snapshotKey(read, part)));
      return parts.length < read.parts && read.offset <= cut.offset;
    });
    return [...needed, ...unfinished];
  },
};

/** Takes a snapshot of which a part is there for one that is there. */
export const withAnyPart: Protocol = {
  ...protocol,
  restore(records) {
    const pretended = new Map(records);
    for (const key of records.keys()) {
      const read = readKey(key);
      if (read?.kind !== 'snapshot') continue;
      for (const part of [1, 2])
        if (!pretended.has(snapshotKey(read, part))) pretended.set(snapshotKey(read, part), '');
    }
    return protocol.restore(pretended);
  },
};

function newestCheckpoint(records: Records): number | null {
  const offsets = [...records.keys()].flatMap((key) => {
    const read = readKey(key);
    return read?.kind === 'checkpoint' ? [read.offset] : [];
  });
  return offsets.length === 0 ? null : Math.max(...offsets);
}
