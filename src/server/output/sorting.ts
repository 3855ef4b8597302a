import type { Logger } from 'pino';
import { readOutput, type StepOutput } from '../../events/index.ts';
import type { LogRecord } from '../../log/index.ts';
import { type LogFiles, LogPathError } from '../../store/index.ts';
import type { CountedOutput } from './counters.ts';
import type { ReceivedOutput } from './gap.ts';

export interface SortingOptions {
  readonly files: LogFiles;
  readonly counters: CountedOutput;
  readonly logger: Logger;
  /** Bytes of a log that are taken at most. */
  readonly mostLogBytes: number;
  /** Whether output is of a run that is not kept any more. Asked once for each step of a batch. */
  readonly isUnwanted: (record: LogRecord, path: string, output: StepOutput) => boolean;
}

/** A batch of `runbook.logs`. */
export interface SortedBatch {
  /** By the path of the log, in the order of the topic. */
  readonly steps: ReadonlyMap<string, readonly ReceivedOutput[]>;
  /** The last record that was read, by partition. */
  readonly reached: ReadonlyMap<number, LogRecord>;
  /** Why the records after that one cannot be read; null where all were. */
  readonly failure: NewerOutputError | null;
}

/** A worker of a newer version sends output in a form that this one does not know. */
export class NewerOutputError extends Error {
  override readonly name = 'NewerOutputError';

  constructor(type: string, version: number) {
    super(
      `a newer worker wrote ${type} version ${version} to runbook.logs; upgrade this server, it goes on where it stopped.`,
    );
  }
}

/**
 * Checks what workers wrote and puts it to the steps that it is of. What cannot be used, or would lead out of the
 * folder of the logs, is counted and passed over.
 */
export function sortBatch(records: readonly LogRecord[], options: SortingOptions): SortedBatch {
  const steps = new Map<string, ReceivedOutput[]>();
  const reached = new Map<number, LogRecord>();
  for (const record of records) {
    const read = readOutput(record.value);
    if (read.kind === 'newer') return { steps, reached, failure: new NewerOutputError(read.type, read.v) };
    reached.set(record.partition, record);
    if (read.kind === 'unreadable') refuse(record, read.reason, options);
    else sort(record, read.event, steps, options);
  }
  return { steps, reached, failure: null };
}

function sort(
  record: LogRecord,
  output: StepOutput,
  steps: Map<string, ReceivedOutput[]>,
  options: SortingOptions,
): void {
  const path = pathOf(output, options.files);
  const bytes = Buffer.from(output.text, 'utf8');
  if (path instanceof LogPathError) return refuse(record, path.message, options);
  if (output.offset + bytes.length > options.mostLogBytes)
    return refuse(record, `No log is longer than ${options.mostLogBytes} bytes.`, options);
  const known = steps.get(path);
  if (known === undefined && options.isUnwanted(record, path, output)) {
    options.counters.unwantedRecords += 1;
    return undefined;
  }
  const { partition, offset } = record;
  const received = { output, partition, offset, bytes };
  if (known === undefined) steps.set(path, [received]);
  else known.push(received);
  return undefined;
}

function pathOf(output: StepOutput, files: LogFiles): string | LogPathError {
  try {
    return files.path(output);
  } catch (error) {
    if (error instanceof LogPathError) return error;
    throw error;
  }
}

function refuse(
  { partition, offset }: LogRecord,
  reason: string,
  { counters, logger }: SortingOptions,
): void {
  counters.refusedRecords += 1;
  logger.warn({ partition, offset, reason }, 'A record of runbook.logs was passed over');
}
