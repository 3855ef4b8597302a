import {
  type EventLog,
  LogPositionError,
  type SubscribeOptions,
  type Subscription,
  type Topic,
} from './event-log.ts';

export interface FollowFeedOptions extends Omit<SubscribeOptions, 'from' | 'partitions'> {
  /** Where it begins, and where it goes on after something was missed. */
  readonly from: 'earliest' | 'latest';
  /** It fell behind what the topic keeps, and goes on without what it missed. */
  readonly onMissed: (error: LogPositionError) => void;
}

/**
 * Subscribes to a feed, of which everything that matters is told again: a reader that was frozen for longer than the
 * topic keeps its records goes on with what there is. Other errors end it, as they end a subscription.
 */
export function followFeed(
  log: EventLog,
  topic: Exclude<Topic, 'runbook.events' | 'runbook.state'>,
  options: FollowFeedOptions,
): Subscription {
  let closed = false;
  const begin = (): Subscription =>
    log.subscribe(topic, {
      from: options.from,
      onRecords: options.onRecords,
      onError: (error) => {
        if (!(error instanceof LogPositionError)) {
          options.onError(error);
          return;
        }
        options.onMissed(error);
        if (!closed) current = begin();
      },
    });
  let current = begin();
  const { caughtUp } = current;
  return {
    caughtUp,
    close: async () => {
      closed = true;
      await current.close();
    },
  };
}
