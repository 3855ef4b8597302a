import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/server/stream/change.ts';
import { Telling } from '../../../src/server/stream/telling.ts';
import { RunIndex } from '../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../orchestrator/ledger.ts';

describe('changes told to readers', () => {
  const ledger = new Ledger();
  const run = ledger.push(workflow([job('build')]));
  const { job: attempt } = ledger.fact('build');
  const index = new RunIndex(':memory:');
  index.project(foldedOf(ledger));
  const place = { partition: 0, offset: 9, repository: REPOSITORY, run };

  function tell(changes: readonly Change[], filter = {}): string[] {
    const text = new Telling(index, { changes, after: new Map([[0, 5]]) }).textFor(filter)?.toString() ?? '';
    return [...text.matchAll(/^id: (.*)\nevent: (.*)$/gm)].map(([, id, event]) => `${id} ${event}`);
  }

  it('are one message for each thing', () => {
    const changes: readonly Change[] = [
      { ...place, kind: 'run' },
      { ...place, kind: 'job', job: attempt },
      { ...place, offset: 10, kind: 'run' },
    ];
    expect(tell(changes)).toEqual(['0:9 job', '0:10 run']);
  });

  it('do not give the id of an event before its last message', () => {
    const changes: readonly Change[] = [
      { ...place, offset: 10, kind: 'run' },
      { ...place, offset: 11, kind: 'job', job: attempt },
      { ...place, offset: 11, kind: 'run' },
    ];
    expect(tell(changes)).toEqual(['0:5 job', '0:11 run']);
  });

  it('reach those who want them, whose position counts what they did not want', () => {
    const other = { ...place, run: (run + 1024) as typeof run, job: (attempt + 1024) as typeof attempt };
    const changes: readonly Change[] = [
      { ...other, offset: 10, kind: 'job' },
      { ...place, offset: 11, kind: 'run' },
    ];
    expect(tell(changes, { run })).toEqual(['0:11 run']);
    expect(tell(changes, { run: other.run })).toEqual([]);
    expect(tell(changes, { repository: 'octo/other' })).toEqual([]);
    expect(tell([{ partition: 1, offset: 2, kind: 'reset', reason: 'Why.' }], { run })).toEqual([
      '0:5,1:2 reset',
    ]);
  });

  it('are made once for all who want the same', () => {
    const telling = new Telling(index, { changes: [{ ...place, kind: 'run' }], after: new Map() });
    expect(telling.textFor({ run })).toBe(telling.textFor({ run }));
  });
});
