import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation } from './support/installation.ts';
import { StreamReader } from './support/stream-reader.ts';

const PAGES = 500;
const WORKFLOW = `
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    steps: [{ run: 'seq 1000' }, { run: echo done }]
  second:
    needs: first
    runs-on: ubuntu-latest
    steps: [{ run: echo done }]
`;

describe(`With the streams of ${PAGES} pages open`, () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation.remove());

  it('a push becomes a run that completes, and every page is told', async () => {
    const project = await installation.project();
    const readers = await Promise.all(
      Array.from({ length: PAGES }, () => StreamReader.open(installation.server.url)),
    );
    const sha = await project.push({ files: { '.runbook/ci.yml': WORKFLOW } });
    const run = await installation.completed(sha);
    expect(run.conclusion).toBe('success');
    await expect.poll(() => readers.filter((one) => one.sawEnd(run.id, 'success')).length).toBe(PAGES);
    for (const reader of readers) {
      const statuses = reader.messages.flatMap(({ event, data }) =>
        event === 'run' && data.run === run.id ? [data.status] : [],
      );
      expect(statuses[0]).not.toBe('completed');
      expect(statuses.at(-1)).toBe('completed');
    }
    for (const reader of readers) reader.close();
  });
});
