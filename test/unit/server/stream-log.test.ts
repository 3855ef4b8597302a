import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/events/index.ts';
import { Installation, job, workflow, WORKER } from './installation.ts';
import { Reader, type StreamMessage } from './stream-reader.ts';

const TIME = '2026-01-01T00:00:00.000Z ';
const isLog = ({ event }: StreamMessage): boolean => event === 'log';
const isLastOfLog = ({ event, data }: StreamMessage): boolean => event === 'log' && data['complete'] === true;

describe('a log that readers of the stream watch', () => {
  let runbook: Installation;
  let id: JobId;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    id = await runbook.startJob(run, 'build');
  });
  afterEach(() => runbook.stop());

  it('is told as it grows, from before its step began until it is complete', async () => {
    const reader = new Reader(runbook, `?log=${id}/1`);
    await reader.until(({ event }) => event === 'hello');
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('one', 'two');
    const seen: unknown[] = [];
    while (seen.length < 2) {
      const message = (await reader.until(isLog)).at(-1);
      seen.push(...((message?.data['lines'] as string[] | undefined) ?? []));
    }
    expect(seen).toEqual([`${TIME}one`, `${TIME}two`]);
    await step.print('three');
    await step.end();
    const messages = (await reader.until(isLastOfLog)).filter(isLog);
    expect(messages.flatMap(({ data }) => data['lines'])).toEqual([`${TIME}three`]);
    const bytes = 3 * TIME.length + 'one\ntwo\nthree\n'.length;
    expect(messages.at(-1)?.data).toMatchObject({ job: id, step: 1, total: 3, bytes });
    expect(messages.at(-1)?.id).toBeUndefined();
    await reader.end();
  });

  it('is given by its newest lines, and never one twice', async () => {
    const reader = new Reader(runbook, `?log=${id}/1`);
    const step = await runbook.startStep(id, 1, 'Say');
    for (let batch = 0; batch < 20; batch++)
      await step.print(...Array.from({ length: 500 }, (_, line) => `line ${batch * 500 + line}`));
    await step.print('x'.repeat(100_000));
    await step.end();
    const messages = (await reader.until(isLastOfLog)).filter(isLog);
    let next = 0;
    for (const { data } of messages) {
      const lines = data['lines'] as readonly string[];
      const from = Number(data['from']);
      expect(from).toBeGreaterThanOrEqual(next);
      expect(lines.length).toBeLessThanOrEqual(200);
      for (const [at, line] of lines.entries()) expect(line).toBe(`${TIME}line ${from + at}`);
      next = from + lines.length;
    }
    // The last line is too long to be told.
    expect(messages.at(-1)?.data).toMatchObject({ from: 10_001, lines: [], total: 10_001 });
    await reader.end();
  });

  it('is complete at once for who comes late, and for a step that never came', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('one');
    await step.end();
    await runbook.completeJob(id);
    for (const [number, total] of [
      [1, 1],
      [7, 0],
    ]) {
      const readers = [0, 1].map(() => new Reader(runbook, `?log=${id}/${number}`));
      for (const reader of readers) {
        expect((await reader.until(isLog)).at(-1)?.data).toMatchObject({ total, complete: true });
        await reader.end();
      }
    }
  });

  it('has to be named by two numbers', async () => {
    for (const log of ['1', 'a/1', `${id}/`, `${id}/1/2`])
      expect((await runbook.request(`/api/stream?log=${log}`)).status).toBe(422);
  });
});

describe('workers, to readers of the stream that ask for them', () => {
  it('are told of when they are heard of and when they leave', async () => {
    const runbook = await Installation.start();
    const reader = new Reader(runbook, '?workers=1');
    const other = new Reader(runbook);
    await Promise.all([reader, other].map((some) => some.until(({ event }) => event === 'hello')));
    await runbook.present();
    const seen = (await reader.until(({ event }) => event === 'worker')).at(-1);
    expect(seen?.data).toMatchObject({ worker: { id: WORKER, name: 'first worker', running: [] } });
    await runbook.leave();
    const left = (await reader.until(({ data }) => 'left' in data)).at(-1);
    expect(left?.data).toEqual({ left: WORKER });
    await runbook.register();
    await runbook.push(workflow(job('build')));
    const messages = await other.until(({ event }) => event === 'run');
    expect(messages.map(({ event }) => event)).not.toContain('worker');
    await Promise.all([reader.end(), other.end()]);
    await runbook.stop();
  });
});
