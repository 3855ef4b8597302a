export { BackOff } from './back-off.ts';
export { openEmbeddedLog } from './embedded/index.ts';
export { followFeed, type FollowFeedOptions } from './follow-feed.ts';
export { KafkaTopicError } from './kafka/errors.ts';
export type { KafkaLogOptions, KafkaSasl, KafkaTls } from './kafka/options.ts';
export { openKafkaLog } from './open-kafka-log.ts';
export {
  type AppendOptions,
  type AssignmentListener,
  type EventLog,
  InvalidRecordError,
  LogPositionError,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribedTopic,
  type SubscribeOptions,
  type Subscription,
  type Topic,
  type TrimBounds,
} from './event-log.ts';
