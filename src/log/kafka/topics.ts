import type { Topic } from '../event-log.ts';

/** How one topic is made, and what of it has to be so for the promises to hold. */
export interface TopicPlan {
  readonly topic: Topic;
  readonly partitions: number;
  /** What is set where the topic is made. */
  readonly config: { readonly [name: string]: string };
  /** Of these, what a topic that is there must have. The others are a matter of taste and size. */
  readonly required: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The largest batch that the brokers take, in bytes as compressed. Below their own limit for a request
 * (`socket.request.max.bytes`, 100 MiB), above the largest record with some others.
 */
export const MAX_BATCH_BYTES = 96 * 1024 * 1024;

/**
 * What managed brokers allow, some of them no more. Webhooks that are larger, as compressed, are refused then, and a
 * topic that takes less is not good enough.
 */
export const LEAST_BATCH_BYTES = 8 * 1024 * 1024;

/** Cluster-wide facts of `runbook.state` have its first partition; those of partition p of the events have p + 1. */
export const CLUSTER_PARTITION = 0;

/** The partition of `runbook.state` that holds the snapshots of a partition of `runbook.events`. */
export function statePartition(partition: number): number {
  return partition + 1;
}

/** All topics, for `partitions` partitions of events. */
export function topicPlans(partitions: number): readonly TopicPlan[] {
  const common = {
    'message.timestamp.type': 'LogAppendTime',
    'max.message.bytes': String(MAX_BATCH_BYTES),
  };
  const always = Object.keys(common);
  return [
    {
      topic: 'runbook.events',
      partitions,
      // Events go when a checkpoint covers them, never by time alone: their owners trim them.
      config: { ...common, 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
      required: [...always, 'cleanup.policy', 'retention.ms', 'retention.bytes'],
    },
    {
      topic: 'runbook.jobs',
      partitions,
      config: { ...common, 'cleanup.policy': 'delete', ...kept(60 * MINUTE_MS) },
      required: [...always, 'cleanup.policy'],
    },
    {
      topic: 'runbook.logs',
      partitions,
      config: { ...common, 'cleanup.policy': 'delete', ...kept(7 * DAY_MS) },
      required: [...always, 'cleanup.policy'],
    },
    {
      topic: 'runbook.workers',
      // One: silence is measured by the stamps of a worker's partition, so all of them share one clock.
      partitions: 1,
      config: { ...common, 'cleanup.policy': 'delete', ...kept(15 * MINUTE_MS) },
      required: [...always, 'cleanup.policy'],
    },
    {
      topic: 'runbook.state',
      partitions: statePartition(partitions),
      config: {
        ...common,
        'cleanup.policy': 'compact',
        // A reader must never miss both a record and what replaced it: an hour is much longer than reading takes.
        'min.compaction.lag.ms': String(60 * MINUTE_MS),
        'segment.ms': String(6 * 60 * MINUTE_MS),
        'segment.bytes': String(128 * 1024 * 1024),
      },
      required: [...always, 'cleanup.policy', 'min.compaction.lag.ms'],
    },
  ];
}

/** Records go in whole segments, so these are cut several times within the time that records are kept. */
function kept(milliseconds: number): { readonly [name: string]: string } {
  return {
    'retention.ms': String(milliseconds),
    'segment.ms': String(Math.min(milliseconds / 3, DAY_MS)),
  };
}
