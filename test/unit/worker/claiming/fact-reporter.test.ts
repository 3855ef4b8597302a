import pino from 'pino';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import { jobIdOf, readEvent, repositoryName, runIdOf, workerId } from '../../../../src/events/index.ts';
import { openEmbeddedLog } from '../../../../src/log/index.ts';
import { FactReporter } from '../../../../src/worker/claiming/index.ts';
import { FaultyLog } from '../../orchestrator/service/faulty-log.ts';

const SUBJECT = { repository: repositoryName('octo/sample'), run: runIdOf(1, 0), job: jobIdOf(2, 0) };
const LARGE = 'x'.repeat(20 * 1024);

let log: FaultyLog;
beforeEach(() => {
  log = new FaultyLog(openEmbeddedLog(':memory:'));
  log.mostBytes = 10 * 1024;
});
afterEach(() => log.close());

/** What stands in the log once everything was stored. */
async function stored(report: (facts: FactReporter) => void): Promise<unknown[]> {
  const logger = pino({ level: 'silent' });
  const facts = new FactReporter(log, workerId('worker-1'), SUBJECT, () => 0, logger);
  report(facts);
  await facts.stored();
  const events: unknown[] = [];
  const subscription = log.subscribe('runbook.events', {
    from: 'earliest',
    onRecords: (records) => {
      for (const { value } of records) {
        const read = readEvent(value);
        events.push(read.kind === 'event' ? read.event : read);
      }
    },
    onError: () => undefined,
  });
  await subscription.caughtUp;
  await subscription.close();
  return events;
}

describe('facts that the log does not take for their size', () => {
  it('are said without what is large, in their place, so that steps and jobs have an end', async () => {
    const step = { step: 2, name: 'Build', file: '02-Build.log' } as const;
    const ended = { outcome: 'success', conclusion: 'success', log: { lines: 1, bytes: 2 } } as const;
    const events = await stored((facts) => {
      facts.report({ type: 'step_started', ...step });
      facts.report({ type: 'step_completed', ...step, ...ended, annotations: [], summary: LARGE });
      const outputs = { text: LARGE };
      facts.report({ type: 'job_completed', conclusion: 'success', outputs, annotations: [] });
    });
    expect(events).toMatchObject([
      { type: 'step_started' },
      {
        type: 'step_completed',
        ...ended,
        annotations: [
          { level: 'warning', step: 2, message: expect.stringMatching(/left out\. .* takes 10240 bytes/) },
        ],
      },
      {
        type: 'job_completed',
        conclusion: 'failure',
        outputs: {},
        reason: expect.stringMatching(
          /outputs of the job could not be stored\. .* takes 10240 bytes, not 20\d+/,
        ),
      },
    ]);
    expect(events[1]).not.toHaveProperty('summary');
  });

  it('are given up where nothing can be left out, and what follows is said', async () => {
    const events = await stored((facts) => {
      facts.report({ type: 'job_started', workerName: LARGE });
      facts.report({ type: 'job_completed', conclusion: 'cancelled', outputs: {}, annotations: [] });
    });
    expect(events).toMatchObject([{ type: 'job_completed', conclusion: 'cancelled' }]);
  });
});
