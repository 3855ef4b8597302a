import { describe, expect, it } from 'vitest';
import { LogWitness, OtherLogError } from '../../../../src/orchestrator/indexing/log-witness.ts';

const at = (offset: number, timestamp: number) => ({ offset, timestamp });

describe('a witness of a log', () => {
  it('knows the log by the events that it remembers', () => {
    const witness = new LogWitness(0, [at(9, 90), at(4, 40)]);
    witness.begin(4);
    for (let offset = 4; offset < 12; offset += 1) witness.see(at(offset, offset * 10));
    witness.end();
  });

  it.each([
    ['an event has another stamp', [at(4, 41)]],
    ['a later event has another stamp', [at(4, 40), at(5, 50), at(9, 91)]],
    ['an event is not there', [at(5, 50)]],
    ['a later event is not there', [at(4, 40), at(8, 80), at(10, 100)]],
  ])('says that it is another one where %s', (_, records) => {
    const witness = new LogWitness(3, [at(4, 40), at(9, 90)]);
    witness.begin(4);
    expect(() => records.forEach((record) => witness.see(record))).toThrow(OtherLogError);
  });

  it('says so where the log ends before what it remembers', () => {
    const witness = new LogWitness(3, [at(4, 40), at(9, 90)]);
    witness.begin(4);
    witness.see(at(4, 40));
    witness.see(at(8, 80));
    expect(() => witness.end()).toThrow(/Partition 3 .* offset 9/);
  });

  it('does not wait for what lies before the first record read, but knows when it was', () => {
    const witness = new LogWitness(0, [at(4, 40)]);
    witness.begin(5);
    witness.end();
    witness.see(at(5, 40));
    expect(() => witness.see(at(6, 39))).toThrow(OtherLogError);
  });

  it('takes no event whose stamp it does not know as a sign', () => {
    const witness = new LogWitness(0, [{ offset: 4, timestamp: null }]);
    witness.begin(4);
    witness.see(at(6, 1));
    witness.end();
  });
});
