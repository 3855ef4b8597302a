import { describe, expect, it } from 'vitest';
import {
  type EventLog,
  followFeed,
  LogPositionError,
  type LogRecord,
  openEmbeddedLog,
  type SubscribeOptions,
} from '../../../src/log/index.ts';

/** Gives what it is told to each subscriber, and remembers where they began. */
function scriptedFeed() {
  const subscribers: SubscribeOptions[] = [];
  const log = openEmbeddedLog(':memory:');
  const scripted: EventLog = {
    ...log,
    subscribe: (_topic: string, options: SubscribeOptions) => {
      subscribers.push(options);
      return { caughtUp: Promise.resolve(), close: () => Promise.resolve() };
    },
  };
  return { scripted, subscribers };
}

const record = (offset: number): LogRecord => ({
  topic: 'runbook.jobs',
  partition: 0,
  offset,
  timestamp: 1,
  key: 'a/b',
  value: '1',
});

describe('following a feed', () => {
  it('goes on with what there is where the topic has let go of what comes next', () => {
    const { scripted, subscribers } = scriptedFeed();
    const seen: number[] = [];
    const missed: string[] = [];
    followFeed(scripted, 'runbook.jobs', {
      from: 'latest',
      onRecords: (records) => void seen.push(...records.map(({ offset }) => offset)),
      onMissed: ({ message }) => missed.push(message),
      onError: (error) => expect.fail(error.message),
    });
    void subscribers[0]?.onRecords([record(1)]);
    subscribers[0]?.onError(new LogPositionError('It is gone.'));
    void subscribers[1]?.onRecords([record(900)]);
    expect({ seen, missed }).toEqual({ seen: [1, 900], missed: ['It is gone.'] });
    expect(subscribers.map(({ from }) => from)).toEqual(['latest', 'latest']);
  });

  it('ends with every other error', () => {
    const { scripted, subscribers } = scriptedFeed();
    const errors: Error[] = [];
    followFeed(scripted, 'runbook.workers', {
      from: 'earliest',
      onRecords: () => undefined,
      onMissed: (error) => expect.fail(error.message),
      onError: (error) => errors.push(error),
    });
    subscribers[0]?.onError(new Error('the handler is broken'));
    expect(errors.map(({ message }) => message)).toEqual(['the handler is broken']);
    expect(subscribers).toHaveLength(1);
  });
});
