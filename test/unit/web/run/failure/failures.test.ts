import { describe, expect, it } from 'vitest';
import { failures } from '../../../../../src/web/pages/run/failure/failures.ts';
import { annotation, at, graph, job, leg, step } from '../shapes.ts';

const FAILED = { conclusion: 'failure' } as const;

describe('Where a run broke', () => {
  it('is the job that failed first, then the others', () => {
    const legs = [
      leg('late', { ...FAILED, completed_at: at(9) }),
      leg('fine'),
      leg('early', { conclusion: 'timed_out', completed_at: at(4) }),
      leg('stopped', { conclusion: 'cancelled' }),
    ];
    expect(failures(graph([job('a', { legs })])).map((one) => one.leg.name)).toEqual(['early', 'late']);
  });

  it('is the first step that failed, at its first error that the log has a line for', () => {
    const broken = leg('test', {
      ...FAILED,
      steps: [step(1, 'Set up job'), step(2, 'Test', FAILED), step(3, 'Report', FAILED)],
      annotations: [
        annotation('of another step', { step: 1, logLine: 3 }),
        annotation('beware', { level: 'warning', logLine: 5 }),
        annotation('without a line'),
        annotation('it broke', { logLine: 16 }),
        annotation('Process completed with exit code 1.', { logLine: 39 }),
      ],
    });
    const [failure] = failures(graph([job('a', { legs: [broken] })]));
    expect(failure).toMatchObject({ step: { name: 'Test' }, place: { step: 2, line: 17 } });
  });

  it('is the last line of the log where no error has one', () => {
    const broken = leg('test', { ...FAILED, steps: [step(2, 'Test', FAILED)] });
    expect(failures(graph([job('a', { legs: [broken] })]))[0]?.place).toEqual({ step: 2, line: 40 });
  });

  it('is no step where the job failed as a whole', () => {
    const lost = leg('test', { ...FAILED, reason: 'The worker was lost.', steps: [step(1, 'Set up job')] });
    expect(failures(graph([job('a', { legs: [lost] })]))).toMatchObject([{ step: null, place: null }]);
  });

  it('has no place in a step without a log', () => {
    const broken = leg('test', { ...FAILED, steps: [step(2, 'Test', { ...FAILED, log: null })] });
    expect(failures(graph([job('a', { legs: [broken] })]))).toMatchObject([
      { step: { number: 2 }, place: null },
    ]);
  });
});
