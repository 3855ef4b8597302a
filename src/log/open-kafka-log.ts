import type { EventLog } from './event-log.ts';
import type { KafkaLogOptions } from './kafka/options.ts';

/**
 * Opens the event log on Apache Kafka (kafka/open-kafka-log.ts). Its client is loaded only here: that takes longer
 * than opening the embedded log, which must not wait for it.
 * @throws LogUnavailableError where no broker answers in time
 * @throws KafkaTopicError where a topic is not as it has to be
 */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const kafka = await import('./kafka/index.ts');
  return kafka.openKafkaLog(options);
}
