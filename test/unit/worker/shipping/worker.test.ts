import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobSpec } from '../support/job-spec.ts';
import { startTestWorker, type TestWorker } from '../support/test-worker.ts';
import { Spool } from './spool.ts';

describe('a worker whose output goes through runbook.logs', () => {
  let spool: Spool;
  let tested: TestWorker;
  beforeEach(async () => {
    spool = new Spool();
    tested = await startTestWorker({
      logs: spool.shipping.logs,
      onOutputWanted: (wanted) => spool.shipping.resend(wanted),
    });
  });
  afterEach(async () => {
    await tested.close();
    await spool.close();
  });

  it('sends the logs of all steps and says whose they are', async () => {
    const spec = jobSpec([{ run: 'echo one' }, { run: 'echo two' }]);
    await tested.orchestrator.execute(spec);
    expect(await spool.shipping.drain(50_000)).toBe(true);
    const sent = await spool.stored();
    expect(new Set(sent.map(({ step }) => step))).toEqual(new Set([1, 2, 3, 4]));
    for (const record of sent) {
      expect(record).toMatchObject({
        repository: spec.repository,
        run: spec.run,
        runNumber: spec.runNumber,
        job: spec.job,
        folder: spec.folder,
        worker: tested.worker.id,
      });
    }
    for (const { step, file, log } of tested.orchestrator.steps(spec)) {
      const text = sent.filter((record) => record.step === step && record.file === file);
      expect(Buffer.byteLength(text.map((record) => record.text).join(''))).toBe(log.bytes);
    }
  });

  it('does not wait for the log when a step ends', async () => {
    spool.log.fate = () => 'refused';
    const spec = jobSpec([{ run: 'echo one' }]);
    expect(await tested.orchestrator.execute(spec)).toMatchObject({ conclusion: 'success' });
    expect(spool.shipping.unsentBytes).toBe(
      tested.orchestrator.steps(spec).reduce((sum, { log }) => sum + log.bytes, 0),
    );
    spool.log.fate = () => 'stored';
    expect(await spool.shipping.drain(50_000)).toBe(true);
  });

  it('sends output again that a server misses', async () => {
    const spec = jobSpec([{ run: 'echo one' }]);
    await tested.orchestrator.execute(spec);
    await spool.shipping.drain(50_000);
    const before = await spool.stored();
    const first = before.find(({ step }) => step === 2);
    if (first === undefined) throw new Error('Nothing was sent.');
    const { v: _, at: __, by: ___, type: ____, offset: from, text, ...of } = first;
    await tested.orchestrator.publish({ type: 'output_wanted', ...of, from });
    let after = before;
    while (after.length === before.length) {
      await sleep(2);
      after = await spool.stored();
    }
    const again = after[before.length];
    expect(again).toMatchObject({ ...of, offset: from });
    expect(again?.text.startsWith(text)).toBe(true);
  });
});
