import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../../src/log/index.ts';
import { clusterRecordIn, newClusterRecord } from '../../../../src/log/kafka/cluster-record.ts';

const at = (offset: number, record: { readonly key: string; readonly value: string }): LogRecord => ({
  topic: 'runbook.state',
  partition: 0,
  offset,
  timestamp: 1,
  ...record,
});

describe('what is recorded of the cluster', () => {
  it('is what was written first, whoever else wrote it at the same time', () => {
    const records = [at(7, newClusterRecord({ partitions: 3 })), at(4, newClusterRecord({ partitions: 12 }))];
    expect(clusterRecordIn(records)).toEqual({ partitions: 12 });
  });

  it('is kept by compaction for each writer', () => {
    expect(newClusterRecord({ partitions: 3 }).key).not.toBe(newClusterRecord({ partitions: 3 }).key);
  });

  it('is nothing where there is no record of it', () => {
    expect(clusterRecordIn([])).toBeNull();
    expect(clusterRecordIn([at(1, { key: 'checkpoint/1', value: '{}' })])).toBeNull();
  });

  it('stops a program that does not understand it', () => {
    for (const value of ['{"v":2,"partitions":3}', '{"v":1}', '{"v":1,"partitions":0}']) {
      expect(() => clusterRecordIn([at(1, { key: 'cluster/x', value })])).toThrow('update Runbook');
    }
  });
});
