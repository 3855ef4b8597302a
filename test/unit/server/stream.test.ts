import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Installation, job, REPOSITORY, workflow } from './installation.ts';
import { Reader, type StreamMessage } from './stream-reader.ts';

const isCompletedRun = ({ event, data }: StreamMessage): boolean =>
  event === 'run' && data['status'] === 'completed';

describe('the live stream', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start({ streamHeartbeatMs: 20 });
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  it('tells how a run, its job and its step go on, in order', async () => {
    const reader = new Reader(runbook);
    expect((await reader.until(() => true))[0]).toMatchObject({ event: 'hello' });
    const run = await runbook.push(workflow(job('build')));
    await runbook.finishJob(run, 'build');
    const messages = await reader.until(isCompletedRun);
    const states = (event: string): unknown[] =>
      messages.filter((message) => message.event === event).map(({ data }) => data['status']);
    expect(states('run').at(-1)).toBe('completed');
    expect(states('job').at(-1)).toBe('completed');
    expect(states('step').at(-1)).toBe('completed');
    expect(messages.at(-1)?.data).toMatchObject({ repository: REPOSITORY, run, conclusion: 'success' });
    await reader.end();
  });

  it('goes on after Last-Event-ID without a gap', async () => {
    const first = new Reader(runbook);
    const run = await runbook.push(workflow(job('build')));
    const seen = await first.until(({ event }) => event === 'job');
    await first.end();
    await runbook.finishJob(run, 'build');
    const second = new Reader(runbook, '', { 'last-event-id': seen.at(-1)?.id ?? '' });
    const rest = await second.until(isCompletedRun);
    expect(rest.map(({ event }) => event)).not.toContain('reset');
    expect(rest.map(({ event }) => event)).toEqual(expect.arrayContaining(['job', 'step', 'run']));
    await second.end();
  });

  it('tells a reader that missed changes to read everything again', async () => {
    const run = await runbook.push(workflow(job('build')));
    await runbook.finishJob(run, 'build');
    await runbook.completed(run);
    // A server that starts now does not know what changed before.
    await runbook.closeServer();
    await runbook.startServer();
    const behind = new Reader(runbook, '?after=0:1');
    const [hello, reset] = await behind.until(({ event }) => event === 'reset');
    expect(hello?.event).toBe('hello');
    const upToDate = new Reader(runbook, '', { 'last-event-id': reset?.id ?? '' });
    await upToDate.until(({ event }) => event === 'hello');
    const next = await runbook.push(workflow(job('build')));
    for (const reader of [behind, upToDate]) {
      const messages = await reader.until(({ event }) => event === 'run');
      expect(messages.at(-1)?.data).toMatchObject({ run: next });
      expect(messages.map(({ event }) => event)).not.toContain('reset');
    }
    await Promise.all([behind.end(), upToDate.end()]);
  });

  it('tells only of the run or the repository asked for', async () => {
    const other = await runbook.push(workflow(job('build')));
    const reader = new Reader(runbook, `?run=${other + 1024 * 1024}`);
    await reader.until(({ event }) => event === 'hello');
    const elsewhere = new Reader(runbook, '?repository=octo/other');
    await elsewhere.until(({ event }) => event === 'hello');
    await runbook.finishJob(other, 'build');
    await runbook.completed(other);
    await runbook.register('octo/other' as typeof REPOSITORY);
    const run = await runbook.push(workflow(job('build')), undefined, 'octo/other' as typeof REPOSITORY);
    const [first] = await elsewhere.until(() => true);
    expect(first?.data).toMatchObject({ repository: 'octo/other' });
    expect(run).toBeGreaterThan(other);
    await Promise.all([reader.end(), elsewhere.end()]);
    expect((await runbook.request('/api/stream?run=x')).status).toBe(422);
  });

  it('ends when the server closes', async () => {
    const response = await runbook.request('/api/stream');
    const text = response.text();
    await runbook.closeServer();
    expect(await text).toContain('event: hello');
  });
});
