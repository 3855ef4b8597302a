import { describe, expect, it } from 'vitest';
import { runQuestions } from '../../../../src/web/run-changes/run-questions.ts';
import { graph, job, leg } from '../run/shapes.ts';

const good = job('good', { legs: [leg('good')] });
const bad = job('bad', { conclusion: 'failure', legs: [leg('bad', { conclusion: 'failure' })] });
const kinds = (...asked: Parameters<typeof runQuestions>) =>
  runQuestions(...asked).map(({ change }) => change.kind);

describe('what can be done to a run', () => {
  it('is to cancel it while it goes on, and at once where that was asked before', () => {
    const { run, jobs } = graph([good], { status: 'in_progress', conclusion: null });
    expect(kinds(run, jobs, false)).toEqual(['cancel']);
    expect(kinds(run, jobs, true)).toEqual(['force-cancel']);
  });

  it('is to run all of it again where it went well', () => {
    const { run, jobs } = graph([good]);
    expect(kinds(run, jobs, true)).toEqual(['rerun']);
  });

  it('is to run what failed again first, by name, where something did', () => {
    const { run, jobs } = graph([good, bad], { conclusion: 'failure' });
    expect(kinds(run, jobs, false)).toEqual(['rerun-failed-jobs', 'rerun']);
    const many = Array.from({ length: 6 }, (_, number) => ({ ...bad, name: `bad ${number}` }));
    const [first] = runQuestions(run, many, false);
    expect(first?.text).toContain('bad 0, bad 1, bad 2, bad 3 and 2 more');
  });

  it('is nothing where the run never had a job', () => {
    const { run } = graph([], { conclusion: 'failure' });
    expect(kinds(run, [], false)).toEqual([]);
  });
});
