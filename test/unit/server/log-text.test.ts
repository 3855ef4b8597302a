import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/events/index.ts';
import { withoutTimes } from '../../../src/server/logs/without-times.ts';
import { Installation, job, workflow } from './installation.ts';

const TIME = '2026-01-01T00:00:00.000Z ';

describe("the text of a step's log", () => {
  let runbook: Installation;
  let id: JobId;
  let path: string;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
    const run = await runbook.push(workflow(job('build')));
    id = await runbook.startJob(run, 'build');
    path = `/api/jobs/${id}/steps/1/log.txt`;
  });
  afterEach(() => runbook.stop());

  it('is all of it, as plain text that no browser takes for a page', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('<script>alert(1)</script>', 'two');
    const shown = await runbook.request(path);
    expect(await shown.text()).toBe(`${TIME}<script>alert(1)</script>\n${TIME}two\n`);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(shown.headers.has('content-disposition')).toBe(false);
  });

  it('is saved under the name of its step, with or without the times', async () => {
    const step = await runbook.startStep(id, 1, 'Say');
    await step.print('one', '', 'zwei é');
    await step.end();
    const saved = await runbook.request(`${path}?download=1&timestamps=0`);
    expect(saved.headers.get('content-disposition')).toMatch(
      /^attachment; filename="build\.1[\w.-]*-01-Say\.txt"$/,
    );
    expect(await saved.text()).toBe('one\n\nzwei é\n');
    const head = await runbook.request(`${path}?download=1`, { method: 'HEAD' });
    expect(head.headers.get('content-disposition')).toContain('attachment');
    expect((await runbook.request(`/api/jobs/${id}/steps/2/log.txt`)).status).toBe(404);
  });
});

describe('a text without its times', () => {
  it('is the same however it comes in pieces', async () => {
    const text = `${TIME}one\n${TIME}\nshort\n\n${TIME}the last`;
    for (let size = 1; size <= text.length; size++) {
      const pieces = async function* (): AsyncGenerator<Buffer> {
        for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
      };
      let shown = '';
      for await (const piece of withoutTimes(pieces())) shown += piece.toString();
      expect(shown).toBe('one\n\n\n\nthe last');
    }
  });
});
