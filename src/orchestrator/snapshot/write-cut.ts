import type { EventLog, NewRecord } from '../../log/index.ts';
import { checkpointText } from './checkpoint.ts';
import type { Cut } from './cut.ts';
import { checkpointKey, snapshotKey } from './keys.ts';
import type { KnownKeys } from './known-keys.ts';
import { linesOf } from './lines.ts';
import { pack } from './pack.ts';

/** An append takes records until their values have this many characters; one part alone may have more. */
const APPEND_CHARACTERS = 4 * 1024 * 1024;
/** The most records of one append. */
const APPEND_RECORDS = 500;

/** Where a cut is written to. */
export interface CutTarget {
  readonly log: EventLog;
  readonly partition: number;
  readonly known: KnownKeys;
  /** Ends it between two appends. */
  readonly signal: AbortSignal;
}

/**
 * Writes a cut: first the snapshots of what changed, then, when all of them are acknowledged, the checkpoint. Where
 * it ends before that, nothing that was written counts, and what changed has to be in the next cut, too.
 * @throws LogUnavailableError, RangeError for a payload or run beyond what a text can hold, the signal's reason
 */
export async function writeCut({ offset, facts, repositories }: Cut, target: CutTarget): Promise<void> {
  let records: NewRecord[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    // Not worth an fsync of their own: in this order none of them can be missing when the checkpoint is durable.
    await append(records, target, { durable: false });
    records = [];
    characters = 0;
  };
  for (const repository of repositories) {
    const { digest, parts } = await pack(linesOf(repository));
    const id = { repository: repository.head.name, offset, digest, parts: parts.length };
    for (const [index, value] of parts.entries()) {
      if (records.length >= APPEND_RECORDS || characters + value.length > APPEND_CHARACTERS) await flush();
      records.push({ key: snapshotKey(id, index + 1), value, partition: target.partition });
      characters += value.length;
    }
  }
  await flush();
  const checkpoint = { key: checkpointKey(offset), value: checkpointText(offset, facts) };
  await append([{ ...checkpoint, partition: target.partition }], target, { durable: true });
}

/**
 * Deletes what the durable checkpoint at `offset` supersedes.
 * @throws LogUnavailableError, the signal's reason; what is left over is deleted after the next checkpoint
 */
export async function deleteSuperseded(offset: number, target: CutTarget): Promise<void> {
  const { log, partition, known, signal } = target;
  const keys = known.superseded(offset);
  for (let start = 0; start < keys.length; start += APPEND_RECORDS) {
    signal.throwIfAborted();
    const some = keys.slice(start, start + APPEND_RECORDS);
    const deletions = some.map((key) => ({ key, value: '', partition }));
    await log.append('runbook.state', deletions, { durable: false });
    known.forget(some);
  }
}

async function append(
  records: readonly NewRecord[],
  { log, known, signal }: CutTarget,
  options: { readonly durable: boolean },
): Promise<void> {
  signal.throwIfAborted();
  if (records.length === 0) return;
  const keys = records.map(({ key }) => key);
  known.attempt(keys);
  await log.append('runbook.state', records, options);
  known.confirm(keys);
}
