import { AssignerProtocol, type Kafka, type PartitionAssigner } from 'kafkajs';
import type { Logger } from 'pino';
import type { AssignmentListener } from '../event-log.ts';
import { RestartingConsumer } from './restarting-consumer.ts';
import { assignPartitions } from './sticky-assignment.ts';

/**
 * Milliseconds without a heartbeat after which the others take over: the shortest that brokers allow unless told
 * otherwise (`group.min.session.timeout.ms`). A false alarm costs a takeover and nothing else, as ownership is an
 * event; a late one costs waiting jobs.
 */
const SESSION_MS = 6_000;
/** A member hears of a rebalance with its next heartbeat. */
const HEARTBEAT_MS = 1_500;
const REBALANCE_MS = 6_000;

const TOPIC = 'runbook.events';

/** Membership in a group that shares the partitions of `runbook.events`. Nothing is read through it. */
export class AssignmentGroup {
  readonly #consumer: RestartingConsumer;
  #owned: readonly number[] = [];

  constructor(options: {
    readonly kafka: Kafka;
    readonly groupId: string;
    /** How many partitions there are to share. */
    readonly partitions: number;
    readonly listener: AssignmentListener;
    readonly logger: Logger;
  }) {
    const { kafka, groupId, partitions: count, listener, logger } = options;
    this.#consumer = new RestartingConsumer({
      kafka,
      topic: TOPIC,
      groupId: () => groupId,
      sessionMs: SESSION_MS,
      heartbeatMs: HEARTBEAT_MS,
      rebalanceMs: REBALANCE_MS,
      assigner: stickyAssigner(count, () => this.#owned),
      partitionBytes: 1,
      onJoined: (consumer, partitions) => {
        consumer.pause([{ topic: TOPIC }]);
        this.#owned = partitions.filter((partition) => partition < count);
        logger.info({ partitions: this.#owned }, 'Kafka: partitions assigned');
        listener.onAssigned(this.#owned);
      },
      onBatch: async () => undefined,
      logger,
    });
  }

  leave(): Promise<void> {
    return this.#consumer.close();
  }
}

/** Tells the group's leader what this member has, and shares the partitions where this member is the leader. */
function stickyAssigner(count: number, owned: () => readonly number[]): PartitionAssigner {
  const name = 'runbook-sticky';
  const version = 1;
  return () => ({
    name,
    version,
    protocol: ({ topics }) => ({
      name,
      metadata: AssignerProtocol.MemberMetadata.encode({
        version,
        topics,
        userData: Buffer.from(JSON.stringify(owned())),
      }),
    }),
    assign: async ({ members }) => {
      const known = members.map(({ memberId, memberMetadata }) => ({
        id: memberId,
        owned: ownedIn(AssignerProtocol.MemberMetadata.decode(memberMetadata)?.userData),
      }));
      return [...assignPartitions(known, count)].map(([memberId, partitions]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version,
          assignment: { [TOPIC]: [...partitions] },
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

/** What a member says it has; nothing where it does not say it as we do. */
function ownedIn(userData: Buffer | undefined): readonly number[] {
  try {
    const value: unknown = JSON.parse(userData?.toString('utf8') ?? '[]');
    return Array.isArray(value) ? value.filter((entry) => Number.isSafeInteger(entry)) : [];
  } catch {
    return [];
  }
}
