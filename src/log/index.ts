export {
  type AssignmentListener,
  type EventLog,
  type LogRecord,
  LogUnavailableError,
  type NewRecord,
  type Position,
  type SubscribeOptions,
  type Subscription,
  type Topic,
} from './event-log.ts';
