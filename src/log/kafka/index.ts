export { KafkaTopicError } from './errors.ts';
export { openKafkaLog } from './open-kafka-log.ts';
export type { KafkaLogOptions, KafkaSasl, KafkaTls } from './options.ts';
