import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/events/index.ts';
import type { LogRangeShape } from '../../../src/server/index.ts';
import { Installation, job, workflow } from './installation.ts';

const TIME = '2026-01-01T00:00:00.000Z ';

describe("a step's log", () => {
  let runbook: Installation;
  let id: JobId;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    id = await runbook.startJob(run, 'build');
  });
  afterEach(() => runbook.stop());

  it('is read by line range while it grows, as JSON and as text', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('one', 'two', 'three');
    const path = `/api/jobs/${id}/steps/1/log`;
    const range = await runbook.json<LogRangeShape>(`${path}?from=1&count=1`);
    expect(range).toMatchObject({ from: 1, lines: [`${TIME}two`], total: 3, complete: false });
    const text = await runbook.request(`${path}?from=1`, { headers: { accept: 'text/plain' } });
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.headers.get('content-security-policy')).toContain('sandbox');
    expect(await text.text()).toBe(`${TIME}two\n${TIME}three\n`);
    await step.end();
    expect(await runbook.json<LogRangeShape>(path)).toMatchObject({ total: 3, complete: true });
    expect(await runbook.json<LogRangeShape>(`${path}?from=99`)).toMatchObject({ from: 99, lines: [] });
  });

  it('is followed from a line on until the step is complete', async () => {
    const followed = await runbook.request(`/api/jobs/${id}/steps/1/log?from=1&follow=1`);
    const step = await runbook.startStep(id, 1, 'Say');
    const reader = linesOf(followed);
    await step.print('one', 'two');
    expect(await reader.next()).toMatchObject({ value: `${TIME}two` });
    await step.print('three');
    expect(await reader.next()).toMatchObject({ value: `${TIME}three` });
    await step.end();
    expect(await reader.next()).toMatchObject({ done: true });
  });

  it('gives followers every line once and in order, however it is written', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    const followers = await Promise.all(
      [0, 1, 2].map(() => runbook.request(`/api/jobs/${id}/steps/1/log?follow=1`)),
    );
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
    for (let start = 0; start < lines.length; start += 333)
      await step.print(...lines.slice(start, start + 333));
    await step.end();
    const expected = lines.map((line) => `${TIME}${line}\n`).join('');
    for (const follower of followers) expect(await follower.text()).toBe(expected);
  });

  it('ends a follower of a step that never comes when the job is over', async () => {
    const followed = await runbook.request(`/api/jobs/${id}/steps/7/log?follow=1`);
    await runbook.completeJob(id);
    expect(await followed.text()).toBe('');
  });

  it('is not found where there is none', async () => {
    expect((await runbook.request(`/api/jobs/${id}/steps/7/log`)).status).toBe(404);
    expect((await runbook.request('/api/jobs/99999999/steps/1/log')).status).toBe(404);
    expect((await runbook.request(`/api/jobs/${id}/steps/1e3/log`)).status).toBe(404);
    expect((await runbook.request(`/api/jobs/${id}/steps/1/log?from=-1`)).status).toBe(422);
  });

  it('of a whole job is one text in the order of the steps', async () => {
    for (const number of [1, 2]) {
      const step = await runbook.startStep(id, number, `Step-${number}`);
      await step.print(`from step ${number}`);
      await step.end();
    }
    const text = await (await runbook.request(`/api/jobs/${id}/log`)).text();
    expect(text).toBe(`${TIME}from step 1\n${TIME}from step 2\n`);
  });
});

async function* linesOf(response: Response): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const piece of response.body ?? []) {
    rest += Buffer.from(piece).toString();
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}
