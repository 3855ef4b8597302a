import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobId, type RunId, stampOutput } from '../../../src/events/index.ts';
import type { LogRangeShape } from '../../../src/server/index.ts';
import { Installation, job, REPOSITORY, WORKER, workflow } from './installation.ts';

const TIME = '2026-01-01T00:00:00.000Z ';
const ONE = `${TIME}one\n`;
const TWO = `${TIME}two\n`;
const MISSING =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ##\[warning\]The end of this log is missing: (\d+) bytes were not received\.$/;
const PATIENT = { graceMs: 1, pauseMs: 5, limitMs: 100_000 };
const IMPATIENT = { graceMs: 1, pauseMs: 5, limitMs: 20 };

let runbook: Installation;
let run: RunId;
let id: JobId;

async function begin(patience: typeof PATIENT): Promise<void> {
  runbook = await Installation.start({}, patience);
  await runbook.register();
  run = await runbook.push(workflow(job('build')));
  id = await runbook.startJob(run, 'build');
}
afterEach(() => runbook.stop());

const fact = () => ({ repository: REPOSITORY, run, job: id, worker: WORKER, step: 1, name: 'Say' });
const file = '01-Say.log';
const log = () => runbook.json<LogRangeShape>(`/api/jobs/${id}/steps/1/log`);
const text = async (path: string) => (await runbook.request(path)).text();

async function startStep(): Promise<void> {
  await runbook.append({ type: 'step_started', ...fact(), file });
}

async function endStep(bytes: number): Promise<void> {
  await runbook.append({
    type: 'step_completed',
    ...fact(),
    file,
    outcome: 'success',
    conclusion: 'success',
    log: { lines: 1, bytes },
    annotations: [],
  });
}

/** Output as the worker sends it; resolves when the server has it. */
async function send(offset: number, output: string): Promise<void> {
  const { name: _, ...of } = fact();
  const { folder } = await runbook.event('job_offered', (event) => event.job === id);
  const { number: runNumber } = await runbook.event('run_requested', (event) => event.run === run);
  const draft = { type: 'step_output', ...of, runNumber, folder, file, offset, text: output } as const;
  const value = JSON.stringify(stampOutput(draft, { by: `worker:${WORKER}`, now: Date.now() }));
  const ref = { repository: REPOSITORY, runNumber, folder, file };
  const arrived = new Promise<void>((resolve) => {
    runbook.logs.watch(ref, resolve);
  });
  await runbook.log.append('runbook.logs', [{ key: String(id), value }]);
  await arrived;
}

describe('the log of a step whose output comes through runbook.logs', () => {
  beforeEach(() => begin(PATIENT));

  it('is not complete while the step runs, whoever writes it', async () => {
    await startStep();
    expect(await log()).toMatchObject({ lines: [], total: 0, complete: false });
    await send(0, ONE);
    expect(await log()).toMatchObject({ lines: [ONE.trimEnd()], total: 1, complete: false });
  });

  it('is not complete with the step, but when its bytes are there', async () => {
    await startStep();
    await send(0, ONE);
    await endStep(ONE.length + TWO.length);
    expect(await log()).toMatchObject({ total: 1, complete: false });
    await send(ONE.length, TWO);
    expect(await log()).toMatchObject({ total: 2, bytes: ONE.length + TWO.length, complete: true });
  });

  it('is followed until its bytes are there', async () => {
    await startStep();
    const followed = runbook.request(`/api/jobs/${id}/steps/1/log?follow=1`);
    await send(0, ONE);
    const reader = (await followed).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(ONE);
    await endStep(ONE.length + TWO.length);
    await send(ONE.length, TWO);
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(TWO);
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  it('is in the text of its job and the archive of its run with all its bytes, though they come later', async () => {
    await startStep();
    await send(0, ONE);
    await endStep(ONE.length + TWO.length);
    const whole = text(`/api/jobs/${id}/log`);
    const archive = runbook.request(`/api/runs/${run}/logs.zip`);
    await send(ONE.length, TWO);
    expect(await whole).toBe(ONE + TWO);
    const zip = Buffer.from(await (await archive).arrayBuffer());
    // The entry's length stands in the central directory.
    const sizes = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    expect(zip.readUInt32LE(sizes + 24)).toBe(ONE.length + TWO.length);
  });

  it('can be empty', async () => {
    await startStep();
    await endStep(0);
    expect(await log()).toMatchObject({ lines: [], total: 0, complete: true });
    expect(await text(`/api/jobs/${id}/steps/1/log?follow=1`)).toBe('');
    expect(await text(`/api/jobs/${id}/log`)).toBe('');
  });

  it('ends where it ended when the job ends without it', async () => {
    await startStep();
    await send(0, ONE);
    const followed = text(`/api/jobs/${id}/steps/1/log?follow=1`);
    await runbook.completeJob(id, 'failure');
    expect(await followed).toBe(ONE);
    expect(await log()).toMatchObject({ total: 1, complete: true });
  });
});

describe('a log whose end does not come', () => {
  beforeEach(async () => {
    await begin(IMPATIENT);
    await startStep();
    await send(0, ONE);
  });

  it('is followed for a bounded time and ends with a line that says so', async () => {
    const followed = text(`/api/jobs/${id}/steps/1/log?follow=1`);
    await endStep(ONE.length + 1_234);
    const [first, last, ...rest] = (await followed).split('\n');
    expect(first).toBe(ONE.trimEnd());
    expect(MISSING.exec(last ?? '')?.[1]).toBe('1234');
    expect(rest).toEqual(['']);
    // Who comes back after that line is given nothing twice.
    expect(await text(`/api/jobs/${id}/steps/1/log?follow=1&from=2`)).toBe('');
    expect(await text(`/api/jobs/${id}/steps/1/log?follow=1&from=1`)).toBe(`${last}\n`);
  });

  it('has that line once, wherever it is read', async () => {
    await endStep(ONE.length + 1_234);
    const [, line = ''] = (await text(`/api/jobs/${id}/steps/1/log?follow=1`)).split('\n');
    const lines = [ONE.trimEnd(), line];
    const path = `/api/jobs/${id}/steps/1/log`;
    expect(await log()).toMatchObject({ lines, total: 2, complete: true });
    expect(await runbook.json(`${path}?count=1`)).toMatchObject({ lines: [lines[0]], total: 2 });
    expect(await runbook.json(`${path}?from=1`)).toMatchObject({ from: 1, lines: [line], total: 2 });
    expect(await runbook.json(`${path}?from=2`)).toMatchObject({ from: 2, lines: [], total: 2 });
    expect(await text(`/api/jobs/${id}/log`)).toBe(`${lines.join('\n')}\n`);
  });

  it('is whole when it comes after all', async () => {
    await endStep(ONE.length + TWO.length);
    expect(await text(`/api/jobs/${id}/steps/1/log?follow=1`)).toContain('is missing');
    await send(ONE.length, TWO);
    expect(await log()).toMatchObject({ lines: [ONE.trimEnd(), TWO.trimEnd()], total: 2, complete: true });
    expect(await text(`/api/jobs/${id}/log`)).toBe(ONE + TWO);
  });
});
