import type { Logger } from 'pino';
import { countOfId, partitionOfId } from '../../events/index.ts';
import type { RunDocument, RunFiles, RunIndex } from '../../store/index.ts';
import type { PartitionState } from '../state/index.ts';

/** The most runs that are added in one transaction, and the bytes of their files after which it is made. */
const BATCH = 50;
const BATCH_BYTES = 16 * 1024 * 1024;

/** What an import works with. */
export interface ImportOptions {
  readonly index: Pick<RunIndex, 'addDocuments'>;
  readonly runFiles: Pick<RunFiles, 'all'>;
  readonly logger: Logger;
  /** The partitions whose first events are gone: their state, and the offset of the first event that is not in it. */
  readonly restored: ReadonlyMap<number, { readonly state: PartitionState; readonly next: number }>;
  readonly signal: AbortSignal;
}

/**
 * Brings into the index the finished runs whose events may be gone, from their files. Runs that began after what
 * was restored are left out: all of their events are there.
 */
export async function importRunFiles(options: ImportOptions): Promise<void> {
  const { index, runFiles, logger, restored, signal } = options;
  let batch: RunDocument[] = [];
  let bytes = 0;
  for await (const found of runFiles.all()) {
    if (signal.aborted) return;
    if (found.kind === 'broken') {
      logger.warn(
        { path: found.path, reason: found.reason },
        'The file of a run is passed over: it cannot be read',
      );
      continue;
    }
    const { document, path } = found;
    const known = restored.get(partitionOfId(document.run));
    if (known === undefined || countOfId(document.run) > known.state.count) continue;
    if (!isOfThisLog(document, known)) {
      logger.warn({ path }, 'The file of a run is passed over: it comes from another event log');
      continue;
    }
    batch.push(document);
    bytes += found.bytes;
    if (batch.length < BATCH && bytes < BATCH_BYTES) continue;
    index.addDocuments(batch);
    batch = [];
    bytes = 0;
  }
  index.addDocuments(batch);
}

/**
 * Whether the log can have had the events that a document was made from. Ids, numbers and stamps only grow; where
 * another log was there before, what a run of this one has written is in the place of the older file.
 */
function isOfThisLog(
  { partition, run, repository, number, offset, timestamp }: RunDocument,
  { state, next }: { readonly state: PartitionState; readonly next: number },
): boolean {
  const known = state.repositories.get(repository);
  if (partition !== state.partition || known === undefined || number > known.runNumber) return false;
  if (offset < next ? timestamp > state.now : timestamp < state.now) return false;
  for (const active of state.runs.values()) {
    if (active.repository === repository && active.facts.number === number && active.id !== run) return false;
  }
  return true;
}
