import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jobIdOf, runIdOf, workerId } from '../../../../src/events/index.ts';
import { openEmbeddedLog } from '../../../../src/log/index.ts';
import { newCounters } from '../../../../src/server/output/counters.ts';
import { type Inquest, Inquiries } from '../../../../src/server/output/inquiry.ts';
import { UnreliableLog } from '../../log/unreliable-log.ts';
import { REPOSITORY } from '../../orchestrator/definitions.ts';

const PATIENCE = { graceMs: 1, pauseMs: 1_000, longestPauseMs: 3_000, limitMs: 10_000 };
const SINCE = 50_000;

describe('an inquiry for output', () => {
  let log: UnreliableLog;
  let reading: boolean;
  let givenUp: number;
  let inquiries: Inquiries;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    log = new UnreliableLog(openEmbeddedLog(':memory:'));
    reading = true;
    givenUp = 0;
    inquiries = new Inquiries({
      log,
      patience: PATIENCE,
      counters: newCounters(),
      logger: pino({ level: 'silent' }),
      now: () => SINCE,
      isReading: () => reading,
    });
  });
  afterEach(async () => {
    inquiries.endAll();
    vi.useRealTimers();
    await log.close();
  });

  const begin = (about: Partial<Inquest> = {}) =>
    inquiries.begin({
      partition: 3,
      since: SINCE,
      firstMs: 0,
      wanted: () =>
        Promise.resolve({
          type: 'output_wanted',
          repository: REPOSITORY,
          run: runIdOf(1, 0),
          runNumber: 1,
          job: jobIdOf(2, 0),
          worker: workerId('w'),
          folder: 'build.1',
          step: 1,
          file: '01-Say.log',
          from: 0,
        }),
      giveUp: () => {
        givenUp += 1;
      },
      ...about,
    });
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
  const asked = () => log.tried.length;

  it('asks with growing pauses and gives up once, at the limit', async () => {
    begin();
    await pass(1);
    expect(asked()).toBe(1);
    await pass(1_001);
    expect(asked()).toBe(2);
    await pass(2_001);
    expect(asked()).toBe(3);
    await pass(3_001);
    expect(asked()).toBe(4);
    expect(givenUp).toBe(0);
    await pass(20_000);
    expect(givenUp).toBe(1);
    expect(asked()).toBe(5);
  });

  it('begins its wait anew with everything that comes, and asks no more when it is ended', async () => {
    const inquiry = begin();
    for (let second = 0; second < 30; second++) {
      await pass(900);
      inquiry.progressed();
    }
    expect(givenUp).toBe(0);
    // Who gets something need not ask.
    expect(asked()).toBe(1);
    inquiry.end();
    await pass(60_000);
    expect(givenUp).toBe(0);
    expect(asked()).toBe(1);
  });

  it('does not count the time in which older records of its partition are read', async () => {
    begin();
    for (let second = 0; second < 60; second++) {
      await pass(900);
      inquiries.readTo(3, SINCE - 1);
    }
    expect(givenUp).toBe(0);
    await pass(10_001);
    expect(givenUp).toBe(1);
  });

  it('counts the time in which newer records, or those of other partitions, are read', async () => {
    begin();
    for (let second = 0; second < 12; second++) {
      await pass(900);
      inquiries.readTo(3, SINCE);
      inquiries.readTo(2, SINCE - 1);
    }
    expect(givenUp).toBe(1);
  });

  it('does not count the time in which the process was frozen', async () => {
    begin();
    await pass(9_000);
    const passed = performance.now();
    // Timers come late, all at once, and the clock went on.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => passed + 60_000);
    await vi.advanceTimersToNextTimerAsync();
    clock.mockRestore();
    expect(givenUp).toBe(0);
  });

  it('does not count the time in which nothing can be read, or the log cannot be asked', async () => {
    begin({ since: null });
    reading = false;
    await pass(60_000);
    expect(givenUp).toBe(0);
    reading = true;
    log.fate = () => 'refused';
    await pass(60_000);
    expect(givenUp).toBe(0);
    log.fate = () => 'stored';
    await pass(20_000);
    expect(givenUp).toBe(1);
  });
});
