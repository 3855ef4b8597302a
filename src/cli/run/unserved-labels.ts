import { randomUUID } from 'node:crypto';
import { type Draft, type FeedRecord, readFeed, stamp, stampPresence, workerId } from '../../events/index.ts';
import type { EventLog } from '../../log/index.ts';

/** What is told of a job that nobody here may run. */
export interface UnservedJob {
  readonly labels: readonly string[];
}

/**
 * Answers offers whose labels this machine does not serve, which would wait for ever: it takes such a job as a
 * worker and concludes it as skipped at once, with the flag that would allow it. The other jobs go on.
 */
export function declineUnservedLabels(options: {
  readonly log: EventLog;
  readonly serves: (labels: readonly string[]) => boolean;
  readonly onDeclined: (job: UnservedJob) => void;
  readonly onError: (error: Error) => void;
  readonly now: () => number;
}): { stop(): Promise<void> } {
  const { log, now } = options;
  const id = workerId(`unserved-${randomUUID()}`);
  const by = `worker:${id}`;
  const labels = new Set<string>();
  const declined = new Map<number, readonly string[]>();

  async function fact(record: FeedRecord & { repository: string }, event: Draft): Promise<void> {
    const value = JSON.stringify(stamp(event, { by, now: now() }));
    await log.append('runbook.events', [{ key: record.repository, value }]);
  }

  async function claim(offer: Extract<FeedRecord, { type: 'job_offered' }>): Promise<void> {
    for (const label of offer.labels) labels.add(label);
    declined.set(offer.job, offer.labels);
    const heartbeat = stampPresence(
      {
        type: 'worker_heartbeat',
        worker: id,
        name: 'unserved labels',
        labels: [...labels],
        capacity: 1000,
        running: [],
        draining: false,
      },
      { by, now: now() },
    );
    await log.append('runbook.workers', [{ key: id, value: JSON.stringify(heartbeat) }]);
    const { repository, run, job } = offer;
    await fact(offer, { type: 'job_claimed', repository, run, job, worker: id });
  }

  async function conclude(grant: Extract<FeedRecord, { type: 'job_granted' }>): Promise<void> {
    const { repository, run, job } = grant;
    const wanted = declined.get(job) ?? [];
    const reason = `No worker here answers to ${wanted.join(', ')}; --labels ${wanted.join(',')} would run it on this machine.`;
    await fact(grant, { type: 'job_started', repository, run, job, worker: id, workerName: 'none' });
    await fact(grant, {
      type: 'job_completed',
      repository,
      run,
      job,
      worker: id,
      conclusion: 'skipped',
      outputs: {},
      reason,
      annotations: [],
    });
    options.onDeclined({ labels: wanted });
  }

  const granted = new Set<number>();
  const subscription = log.subscribe('runbook.jobs', {
    from: 'earliest',
    onError: options.onError,
    onRecords: async (records) => {
      for (const { value } of records) {
        const read = readFeed(value);
        if (read.kind !== 'event') continue;
        const record = read.event;
        if (record.type === 'job_offered' && !options.serves(record.labels) && !declined.has(record.job)) {
          await claim(record);
        }
        if (record.type === 'job_granted' && record.worker === id && !granted.has(record.job)) {
          granted.add(record.job);
          await conclude(record);
        }
      }
    },
  });
  return { stop: () => subscription.close() };
}
