import { ConfigResourceTypes } from 'kafkajs';
import type { Logger } from 'pino';
import { MAX_PARTITIONS } from '../../events/index.ts';
import type { Topic } from '../event-log.ts';
import type { AdminSession } from './admin-session.ts';
import { namesOf } from './client-errors.ts';
import { KafkaTopicError } from './errors.ts';
import { DEFAULT_PARTITIONS } from './options.ts';
import { LEAST_BATCH_BYTES, MAX_BATCH_BYTES, type TopicPlan, topicPlans } from './topics.ts';

const EVENTS = 'runbook.events';
const BATCH_SETTING = 'max.message.bytes';
const LEADER_LIMIT_MS = 10_000;

export interface TopicWishes {
  /** Partitions of events where they are made now. */
  readonly partitions: number | undefined;
  /** Copies of each partition of what is made now. */
  readonly replication: number | undefined;
  readonly logger: Logger;
}

/**
 * Makes the topics that are missing. `runbook.events` comes first: the others are made to fit it, so it does not
 * matter who else makes topics at the same time.
 * @returns how many partitions `runbook.events` and `runbook.jobs` both have
 * @throws LogUnavailableError, KafkaTopicError
 */
export async function makeTopics(admin: AdminSession, wishes: TopicWishes): Promise<number> {
  const { partitions = DEFAULT_PARTITIONS, logger } = wishes;
  const existing = await topicNames(admin);
  const replication = wishes.replication ?? (await usualReplication(admin));
  const make = async (plan: TopicPlan): Promise<void> => {
    if (existing.includes(plan.topic)) return;
    if (await makeTopicAsAllowed(admin, plan, replication)) {
      logger.info({ topic: plan.topic, partitions: plan.partitions, replication }, 'Kafka: topic made');
    }
  };
  for (const plan of topicPlans(partitions)) if (plan.topic === EVENTS) await make(plan);
  const count = Math.min(await partitionsOf(admin, EVENTS), MAX_PARTITIONS);
  for (const plan of topicPlans(count)) await make(plan);
  return Math.min(count, await partitionsOf(admin, 'runbook.jobs'));
}

/**
 * Looks whether the topics are as the promises need them. Batches that are smaller than they could be are a warning.
 * @param count how many partitions events and jobs were recorded to have
 * @returns how many bytes a batch may have, by topic
 * @throws KafkaTopicError with all that is wrong and how to change it
 */
export async function checkTopics(
  admin: AdminSession,
  count: number,
  logger: Logger,
): Promise<ReadonlyMap<Topic, number>> {
  const wrong: string[] = [];
  const batchBytes = new Map<Topic, number>();
  for (const plan of topicPlans(count)) {
    const has = await partitionsOf(admin, plan.topic);
    if (has < plan.partitions) {
      wrong.push(`${plan.topic} has ${has} partitions and needs ${plan.partitions}.`);
    }
    const settings = await settingsOf(admin, plan);
    wrong.push(...wrongSettings(plan, settings));
    const bytes = Number(settings.get(BATCH_SETTING));
    batchBytes.set(plan.topic, bytes);
    if (bytes >= LEAST_BATCH_BYTES && bytes < MAX_BATCH_BYTES) {
      logger.warn(
        { topic: plan.topic, bytes },
        `Kafka: ${BATCH_SETTING} is below ${MAX_BATCH_BYTES}: what is larger, as compressed, is refused with an error`,
      );
    }
  }
  if (wrong.length > 0) throw new KafkaTopicError(wrong.join('\n'));
  return batchBytes;
}

async function settingsOf(admin: AdminSession, plan: TopicPlan): Promise<ReadonlyMap<string, string>> {
  const { resources } = await admin.ask(`how ${plan.topic} is configured`, (connected) =>
    connected.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: plan.topic, configNames: [...plan.required] }],
    }),
  );
  return new Map(
    resources.flatMap(({ configEntries }) =>
      configEntries.map(({ configName, configValue }) => [configName, configValue]),
    ),
  );
}

function wrongSettings(plan: TopicPlan, is: ReadonlyMap<string, string>): readonly string[] {
  return plan.required
    .filter((name) => !fits(name, is.get(name), plan.config[name]))
    .map(
      (name) =>
        `${plan.topic} has ${name}=${is.get(name) ?? 'nothing'} and needs ${plan.config[name]}: ` +
        `kafka-configs.sh --alter --entity-type topics --entity-name ${plan.topic} --add-config ${name}=${plan.config[name]}`,
    );
}

/** More than is needed of what is a limit will do; everything else has to be the same. */
function fits(name: string, is: string | undefined, wanted: string | undefined): boolean {
  if (name === BATCH_SETTING) return Number(is) >= LEAST_BATCH_BYTES;
  if (name === 'min.compaction.lag.ms') return Number(is) >= Number(wanted);
  return is === wanted;
}

/** As `makeTopic`, with smaller batches where the brokers do not allow those that are wished. */
async function makeTopicAsAllowed(
  admin: AdminSession,
  plan: TopicPlan,
  replication: number,
): Promise<boolean> {
  try {
    return await makeTopic(admin, plan, replication);
  } catch (error) {
    const isForbidden = namesOf(error).some(
      (name) => name === 'INVALID_CONFIG' || name === 'POLICY_VIOLATION',
    );
    if (!isForbidden) throw error;
    const config = { ...plan.config, [BATCH_SETTING]: String(LEAST_BATCH_BYTES) };
    return makeTopic(admin, { ...plan, config }, replication);
  }
}

/** Makes a topic; false where somebody else has made it meanwhile. */
async function makeTopic(admin: AdminSession, plan: TopicPlan, replication: number): Promise<boolean> {
  const { topic, partitions, config } = plan;
  return admin.ask(`that it made ${topic}`, (connected) =>
    connected.createTopics({
      waitForLeaders: true,
      timeout: LEADER_LIMIT_MS,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
        },
      ],
    }),
  );
}

async function topicNames(admin: AdminSession): Promise<readonly string[]> {
  return admin.ask('which topics there are', (connected) => connected.listTopics());
}

async function usualReplication(admin: AdminSession): Promise<number> {
  const { brokers } = await admin.ask('who its brokers are', (connected) => connected.describeCluster());
  return Math.min(3, brokers.length);
}

async function partitionsOf(admin: AdminSession, topic: string): Promise<number> {
  const { topics } = await admin.ask(`how many partitions ${topic} has`, (connected) =>
    connected.fetchTopicMetadata({ topics: [topic] }),
  );
  return topics[0]?.partitions.length ?? 0;
}
