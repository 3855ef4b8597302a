import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';
import { encodePartitionState, restorePartition, SnapshotError } from '../../../../src/orchestrator/index.ts';
import {
  deleteSuperseded,
  KnownKeys,
  takeCut,
  writeCut,
} from '../../../../src/orchestrator/snapshot/index.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

let log: EventLog;
let ledger: Ledger;
let known: KnownKeys;
beforeEach(() => {
  log = openEmbeddedLog(':memory:');
  ledger = new Ledger();
  known = new KnownKeys([]);
  ledger.push(workflow([job('a'), job('b', { needs: ['a'] })]));
});
afterEach(() => log.close());

const target = () => ({ log, partition: 0, known, signal: new AbortController().signal });
const cut = () => takeCut(ledger.state, ledger.entries.length - 1, [...ledger.state.repositories.keys()]);
const keys = async () => [...(await log.readLatest('runbook.state', 0)).keys()];
const keyOf = async (begin: string) => (await keys()).find((key) => key.startsWith(begin))!;
const put = (key: string, value: string) => log.append('runbook.state', [{ key, value }]);

describe('restoring a partition', () => {
  it('begins with nothing, at the first event, where there is no checkpoint', async () => {
    await put('snapshot/octo/widgets/3/ab/1-2', '"half of something"');
    const { state, next } = await restorePartition(log, 0);
    expect([state.repositories.size, next]).toEqual([0, 0]);
  });

  it('gives the state of the newest checkpoint, whatever else was written for one that never came', async () => {
    await writeCut(cut(), target());
    const [text, next] = [encodePartitionState(ledger.state), ledger.entries.length];
    ledger.finish('a');
    await writeCut(cut(), target());
    await put(`checkpoint/${ledger.entries.length - 1}`, '');
    const restored = await restorePartition(log, 0);
    expect(restored.next).toBe(next);
    expect(encodePartitionState(restored.state)).toBe(text);
  });

  it('leaves alone what it does not know', async () => {
    await put('snapshot/octo/widgets', 'of another kind');
    await put('index/1', 'of another kind');
    await writeCut(cut(), target());
    ledger.finish('a');
    await writeCut(cut(), target());
    known = new KnownKeys(await keys());
    await deleteSuperseded(ledger.entries.length - 1, target());
    expect(await keys()).toHaveLength(4);
    expect(encodePartitionState((await restorePartition(log, 0)).state)).toBe(
      encodePartitionState(ledger.state),
    );
  });

  it.each([
    { of: 'bytes that are others', begin: 'snapshot/', value: '"H4sIAAAAAAAEA6uuBQBDv6ajAgAAAA=="' },
    { of: 'a part that is no text', begin: 'snapshot/', value: '7' },
    { of: 'a checkpoint that is none', begin: 'checkpoint/', value: '{"v":1}' },
    { of: 'a checkpoint that is not JSON', begin: 'checkpoint/', value: '{' },
  ])('stops with a sentence at $of', async ({ begin, value }) => {
    await writeCut(cut(), target());
    await put(await keyOf(begin), value);
    const restoring = restorePartition(log, 0);
    await expect(restoring).rejects.toThrow(SnapshotError);
    await expect(restoring).rejects.toThrow(/^The (snapshot|checkpoint) of .* at offset \d+ /);
  });

  it('stops with a sentence at the checkpoint of another partition', async () => {
    await writeCut({ ...cut(), facts: { ...cut().facts, partition: 3 } }, target());
    await expect(restorePartition(log, 0)).rejects.toThrow('is that of another partition');
  });
});
