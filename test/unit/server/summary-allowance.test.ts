import { describe, expect, it } from 'vitest';
import { MOST_SUMMARY, SummaryAllowance } from '../../../src/server/runbook/summary-allowance.ts';
import type { StepDetailShape } from '../../../src/server/shapes/index.ts';

function step(summary: string | null): StepDetailShape {
  return {
    name: 'step',
    number: 2,
    status: 'completed',
    conclusion: 'success',
    started_at: null,
    completed_at: null,
    log: null,
    summary,
    summary_cut: false,
  };
}

describe('the summaries of a graph', () => {
  it('are told as they are where they are not long', () => {
    const steps = [step(null), step('# One\n'), step('x'.repeat(MOST_SUMMARY - 6))];
    expect(new SummaryAllowance().take(steps)).toEqual(steps);
  });

  it('are cut after a line where they are too long together, and say so', () => {
    const line = `${'x'.repeat(99)}\n`;
    const allowance = new SummaryAllowance();
    const first = allowance.take([step(line.repeat(2_000)), step(line.repeat(2_000)), step(null)]);
    const rest = allowance.take([step('later')]);
    const told = [...first, ...rest].map(({ summary, summary_cut }) => [
      summary?.length ?? null,
      summary_cut,
    ]);
    expect(told).toEqual([
      [200_000, false],
      [62_100, true],
      [null, false],
      [0, true],
    ]);
    expect(first[1]?.summary?.endsWith('x\n')).toBe(true);
  });

  it('are not told at all where one line is too long', () => {
    expect(new SummaryAllowance().take([step('x'.repeat(MOST_SUMMARY + 1))])).toMatchObject([
      { summary: '', summary_cut: true },
    ]);
  });
});
