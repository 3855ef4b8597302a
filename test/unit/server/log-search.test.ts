import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/events/index.ts';
import type { LogSearchShape } from '../../../src/server/index.ts';
import { Installation, job, workflow } from './installation.ts';

describe("a search of a step's log", () => {
  let runbook: Installation;
  let id: JobId;
  let path: string;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    id = await runbook.startJob(run, 'build');
    path = `/api/jobs/${id}/steps/1/log/search`;
  });
  afterEach(() => runbook.stop());

  it('says how many lines hold a text and gives those around a line, in both directions', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print(...Array.from({ length: 50 }, (_, line) => (line % 10 === 3 ? 'an Error' : 'nothing')));
    const search = (query: string) => runbook.json<LogSearchShape>(`${path}?text=error${query}`);
    const all = {
      text: 'error',
      total: 5,
      before: 0,
      lines: [3, 13, 23, 33, 43],
      complete: false,
      searched: 50,
    };
    expect(await search('')).toEqual(all);
    expect(await search('&from=13&count=2')).toEqual({ ...all, before: 1, lines: [13, 23] });
    expect(await search('&from=30&direction=backward&count=2')).toEqual({
      ...all,
      before: 3,
      lines: [23, 13],
    });
    expect(await search('&direction=backward&count=1')).toEqual({ ...all, before: 5, lines: [43] });
    expect(await search('&case=1')).toEqual({ ...all, total: 0, lines: [] });
    await step.print('one more error');
    await step.end();
    expect(await search('&count=0')).toEqual({ ...all, total: 6, lines: [], complete: true, searched: 51 });
  });

  it('of a step that has printed nothing finds nothing', async () => {
    await runbook.startStep(id, 1, 'Say');
    expect(await runbook.json<LogSearchShape>(`${path}?text=x`)).toMatchObject({ total: 0, searched: 0 });
  });

  it('answers a wrong question with what is wrong', async () => {
    await runbook.startStep(id, 1, 'Say');
    const long = 'x'.repeat(1_001);
    for (const query of [
      '',
      '?text=',
      `?text=${long}`,
      '?text=a%0Ab',
      '?text=a&direction=up',
      '?text=a&from=-1',
    ])
      expect((await runbook.request(`${path}${query}`)).status).toBe(422);
    expect((await runbook.request(`${path}?text=${'x'.repeat(1_000)}`)).status).toBe(200);
    expect((await runbook.request(`/api/jobs/${id}/steps/9/log/search?text=a`)).status).toBe(404);
  });

  it('takes what is asked for as text, not as a pattern', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('a+b', 'aab', '(((((');
    for (const [text, lines] of [
      ['a+', [0]],
      ['(((', [2]],
      ['.*', []],
    ] as const) {
      const query = `?text=${encodeURIComponent(text)}`;
      expect((await runbook.json<LogSearchShape>(`${path}${query}`)).lines).toEqual(lines);
    }
  });
});
