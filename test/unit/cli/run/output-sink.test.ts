import { describe, expect, it } from 'vitest';
import { OutputSink } from '../../../../src/cli/run/output-sink.ts';
import type { OutputLine } from '../../../../src/cli/run/reporter.ts';
import { jobIdOf, repositoryName } from '../../../../src/events/index.ts';

const ref = { repository: repositoryName('me/project'), runNumber: 3, folder: 'test.1', file: '02-Run.log' };
const place = { runNumber: 3, folder: 'test.1', step: 2 };
const job = jobIdOf(1, 0);
const chunk = (...texts: string[]) =>
  Buffer.from(texts.map((text) => `2026-01-02T03:04:05.678Z ${text}\n`).join(''));

function sinkWithLines(): { sink: OutputSink; lines: OutputLine[] } {
  const lines: OutputLine[] = [];
  const reporter = { event() {}, lines: (more: readonly OutputLine[]) => void lines.push(...more), end() {} };
  return { sink: new OutputSink(reporter), lines };
}

describe('output of steps without a server', () => {
  it('waits for the start of its step and then comes in order', async () => {
    const { sink, lines } = sinkWithLines();
    const writer = sink.open(ref);
    const first = writer.append(chunk('one', 'two'), 2);
    void writer.append(chunk('three'), 1);
    expect(lines).toEqual([]);
    sink.stepStarted(place, job);
    await first;
    expect(await writer.close()).toEqual({ lines: 3, bytes: chunk('one', 'two', 'three').length });
    expect(lines.map((line) => line.text)).toEqual(['one', 'two', 'three']);
    expect(lines[0]).toEqual({ job, step: 2, at: '2026-01-02T03:04:05.678Z', text: 'one' });
  });

  it('is let go when nothing more is read', async () => {
    const { sink, lines } = sinkWithLines();
    const writer = sink.open(ref);
    const waiting = writer.append(chunk('lost'), 1);
    sink.close();
    await waiting;
    await writer.append(chunk('late'), 1);
    expect(lines).toEqual([]);
  });

  it('makes the step wait while the terminal does', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const sink = new OutputSink({ event() {}, lines: () => slow, end() {} });
    sink.stepStarted(place, job);
    let done = false;
    const append = async (): Promise<void> => {
      await sink.open(ref).append(chunk('one'), 1);
      done = true;
    };
    const appended = append();
    await new Promise(setImmediate);
    expect(done).toBe(false);
    release();
    await appended;
    expect(done).toBe(true);
  });
});
