import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { OUTPUT_KEPT_MS, runIdOf } from '../../../../src/events/index.ts';
import { FILLER, Reception, textOf, until } from './reception.ts';

let reception: Reception;
afterEach(() => reception.close());

const ONE = textOf('one');
const TWO = textOf('two \u00e4\u{1f600}');
const THREE = textOf('three');
const length = (text: string): number => Buffer.byteLength(text);

describe('output that arrives', () => {
  it('is added where it belongs, each byte once, however often and however cut it comes', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await reception.send(1, 0, ONE);
    await reception.send(1, 0, ONE + TWO);
    await reception.send(2, 0, THREE);
    await reception.send(1, length(ONE), TWO);
    await reception.send(1, length(ONE), TWO + THREE);
    await until(() => reception.file(1) === ONE + TWO + THREE && reception.file(2) === THREE);
    expect(reception.receiver.counters).toMatchObject({
      appendedBytes: length(ONE + TWO + THREE + THREE),
      repeatedBytes: 2 * length(ONE) + 2 * length(TWO),
      gaps: 0,
      asked: 0,
    });
    expect(await reception.files.read(reception.refOf(1), { from: 1, count: 9 })).toMatchObject({
      lines: [TWO.slice(0, -1), THREE.slice(0, -1)],
      total: 3,
    });
  });

  it('is added of thousands of steps with few files open', async () => {
    reception = new Reception({ openLogs: 2 });
    const files = Array.from({ length: 60 }, (_, index) => `0${index % 9}-file-${index}.log`);
    for (const text of [ONE, TWO, THREE]) {
      const offset = text === ONE ? 0 : text === TWO ? length(ONE) : length(ONE + TWO);
      for (const file of files) await reception.send(1, offset, text, { file });
    }
    await until(() => reception.index.output.positions().get(0) === 3 * files.length);
    for (const file of files) {
      const ref = { ...reception.refOf(1), file };
      expect(await reception.files.size(ref)).toBe(length(ONE + TWO + THREE));
    }
    expect(reception.receiver.counters.gaps).toBe(0);
  });

  it('goes on after a restart where it was, with what was stored before it', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE);
    await reception.receiver.stop();
    await reception.send(1, length(ONE), TWO);
    reception.start();
    await until(() => reception.file(1) === ONE + TWO);
    expect(reception.receiver.counters.repeatedBytes).toBe(0);
    // Without its position it reads all of the topic again.
    await reception.receiver.stop();
    reception.index.output.forgetPositions();
    reception.start();
    await until(() => reception.receiver.counters.repeatedBytes === length(ONE + TWO));
    expect(reception.file(1)).toBe(ONE + TWO);
  });

  it('goes on after a line that a killed server wrote half', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE);
    await reception.receiver.stop();
    appendFileSync(reception.path(1), TWO.slice(0, 30));
    expect(await reception.files.read(reception.refOf(1), { from: 0, count: 9 })).toMatchObject({
      lines: [ONE.slice(0, -1)],
      total: 1,
    });
    reception.start();
    await reception.send(1, length(ONE), TWO);
    await until(() => reception.file(1) === ONE + TWO);
  });

  it('is read from the earliest where the topic does not have the position', async () => {
    reception = new Reception();
    await reception.receiver.stop();
    reception.index.output.savePosition(0, 1_000);
    await reception.send(1, 0, ONE);
    reception.start();
    await until(() => reception.file(1) === ONE);
    await until(() => reception.receiver.problem === null);
  });

  it('waits where the disk does not take it, says so, and is all there when it does', async () => {
    reception = new Reception();
    const folder = dirname(reception.path(1));
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(folder, 'a file in the way');
    await reception.send(1, 0, ONE);
    await until(() => reception.receiver.problem !== null);
    expect(reception.receiver.problem).toContain(`The log ${reception.path(1)} cannot be written`);
    expect(reception.index.output.positions().size).toBe(0);
    rmSync(folder);
    await reception.send(1, length(ONE), TWO);
    await until(() => reception.file(1) === ONE + TWO);
    await until(() => reception.receiver.problem === null);
  });
});

describe('output that is missing', () => {
  it('is asked for, and what came after it follows when it has come', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await reception.send(1, length(ONE + TWO), THREE);
    await until(() => reception.wanted.length > 0);
    expect(reception.file(1)).toBe(ONE);
    expect(reception.wanted[0]).toMatchObject({
      type: 'output_wanted',
      by: 'server',
      ...reception.refOf(1),
      run: reception.run,
      job: reception.job,
      worker: 'worker-1',
      step: 1,
      from: length(ONE),
    });
    // It is read again after a restart: what is held is in memory alone.
    expect(reception.index.output.positions().get(0)).toBe(1);
    await reception.send(1, length(ONE), TWO);
    await until(() => reception.file(1) === ONE + TWO + THREE);
    await until(() => reception.index.output.positions().get(0) === 3);
    expect(reception.receiver.counters).toMatchObject({ gaps: 1, lostBytes: 0 });
  });

  it('is asked for again while nothing comes, and not any more when it has come', async () => {
    reception = new Reception();
    await reception.send(1, length(ONE), TWO);
    await until(() => reception.wanted.length > 3);
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE + TWO);
    const asked = reception.receiver.counters.asked;
    await reception.send(2, length(ONE), TWO);
    await until(() => reception.wanted.filter(({ step }) => step === 2).length > 3);
    expect(reception.wanted.filter(({ step }) => step === 1)).toHaveLength(asked);
  });

  it('is replaced by a line that says so, of as many bytes, when the wait is over', async () => {
    reception = new Reception({ patience: { pauseMs: 5, limitMs: 20 } });
    await reception.send(1, 0, ONE);
    await reception.send(1, 500, THREE);
    await reception.send(1, 500 + length(THREE), ONE);
    await until(() => reception.file(1).endsWith(THREE + ONE));
    const filler = Buffer.from(reception.file(1)).subarray(length(ONE), 500).toString();
    expect(FILLER.exec(filler)?.[1]).toBe(String(500 - length(ONE)));
    expect(filler.indexOf('\n')).toBe(filler.length - 1);
    expect(reception.receiver.counters).toMatchObject({ gaps: 1, lostBytes: 500 - length(ONE) });
    // What comes in the end is not what the file has: it is passed over.
    await reception.send(1, length(ONE), TWO);
    await reception.send(2, 0, ONE);
    await until(() => reception.file(2) === ONE);
    expect(reception.file(1)).toBe(ONE + filler + THREE + ONE);
  });

  it('is not given up while the log cannot be asked', async () => {
    reception = new Reception({ patience: { pauseMs: 2, longestPauseMs: 2, limitMs: 20 } });
    let refused = 0;
    reception.log.fate = (topic) => {
      if (topic !== 'runbook.jobs') return 'stored';
      refused += 1;
      return 'refused';
    };
    await reception.send(1, length(ONE), TWO);
    await until(() => refused > 30);
    expect(reception.receiver.counters.lostBytes).toBe(0);
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE + TWO);
  });

  it('costs nothing that the topic has, however little of it can be held', async () => {
    const room = 3 * length(ONE);
    reception = new Reception({ heldOfStepBytes: room, patience: { pauseMs: 5, limitMs: 30 } });
    for (let line = 1; line < 20; line++) await reception.send(1, line * length(ONE), ONE);
    await until(() => reception.file(1).length === 20 * length(ONE));
    expect(reception.file(1).slice(length(ONE))).toBe(ONE.repeat(19));
    expect(reception.receiver.counters).toMatchObject({ lostBytes: length(ONE) });
    await until(() => reception.index.output.positions().get(0) === 19);
  });

  it('is filled by as many fillers as there are gaps', async () => {
    reception = new Reception({ patience: { pauseMs: 5, limitMs: 20 } });
    await reception.send(1, 100, ONE);
    await reception.send(1, 1_000, TWO);
    await reception.send(1, 2_000, THREE);
    await until(() => reception.file(1).endsWith(THREE));
    const bytes = Buffer.from(reception.file(1));
    expect(bytes.subarray(100, 100 + length(ONE)).toString()).toBe(ONE);
    expect(bytes.subarray(1_000, 1_000 + length(TWO)).toString()).toBe(TWO);
    expect(bytes).toHaveLength(2_000 + length(THREE));
    expect(reception.receiver.counters.lostBytes).toBe(bytes.length - length(ONE + TWO + THREE));
  });
});

describe('records of runbook.logs that must not be stored', () => {
  it('are passed over and counted where they lead elsewhere or are too long', async () => {
    reception = new Reception({ mostLogBytes: 1_000 });
    const bad: Parameters<Reception['send']>[3][] = [
      { folder: '..' },
      { folder: 'a/../../b' },
      { file: '../../../x.log' },
      { file: 'run.json' },
      { file: `x\0.log` },
      { repository: '../etc' },
      { runNumber: 0 },
      { offset: 2 ** 52 },
      { offset: 990 },
      { offset: -1 },
      { text: 'no line end' },
      { text: 7 },
    ];
    for (const changes of bad) await reception.send(1, 0, ONE, changes);
    await reception.log.append('runbook.logs', [{ key: 'x', value: 'not JSON' }]);
    await reception.send(1, 0, TWO);
    await until(() => reception.file(1) === TWO);
    expect(reception.receiver.counters).toMatchObject({ refusedRecords: bad.length + 1, gaps: 0 });
    expect(reception.receiver.problem).toBeNull();
  });

  it('do not make the folder of a removed run again', async () => {
    reception = new Reception();
    reception.ledger.complete('build');
    reception.project();
    const { run } = reception;
    // Ids are counted: a run that is not there while a later one is was removed, one after it is still to come.
    const later = reception.ledger.push(reception.ledger.requested().definition);
    reception.project();
    reception.index.expired.remove(run);
    await reception.send(1, 0, ONE);
    await reception.send(2, 0, TWO, { run: runIdOf(1_000, 0), runNumber: 9 });
    await reception.send(3, 0, THREE, { run: later, runNumber: 2 });
    await until(() => reception.receiver.counters.appendedBytes === length(TWO + THREE));
    expect(reception.receiver.counters.unwantedRecords).toBe(1);
    expect(existsSync(join(reception.folder, 'logs', 'octo', 'widgets', '1'))).toBe(false);
  });

  it('are passed over where they are older than what is kept', async () => {
    reception = new Reception({ now: () => Date.now() + 91 * 24 * 60 * 60 * 1_000 });
    await reception.send(1, 0, ONE);
    await until(() => reception.receiver.counters.unwantedRecords === 1);
    expect(reception.file(1)).toBe('');
  });

  it('stop the reader where a newer worker wrote them, which says so', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await reception.send(1, length(ONE), TWO, { v: 2 } as never);
    await reception.send(1, length(ONE + TWO), THREE);
    await until(() => reception.receiver.problem !== null);
    expect(reception.receiver.problem).toContain('upgrade this server');
    expect(reception.file(1)).toBe(ONE);
    expect(reception.index.output.positions().get(0)).toBe(1);
  });
});

describe('the log of a completed step', () => {
  it('is asked for where it stays too short, and whole when that has come', async () => {
    reception = new Reception();
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE);
    reception.complete(1, length(ONE + TWO));
    const log = reception.index.output.log(reception.job, 1);
    if (log === null) throw new Error('The step has no log.');
    await until(() => reception.wanted.length > 0);
    expect(reception.wanted[0]).toMatchObject({ step: 1, from: length(ONE) });
    expect(reception.receiver.awaits(log)).toBe(true);
    const settled = new Promise<void>((resolve) => {
      reception.receiver.onSettled(resolve);
    });
    await reception.send(1, length(ONE), TWO);
    await settled;
    expect(reception.file(1)).toBe(ONE + TWO);
  });

  it('is not waited for longer than the patience allows, and not asked for by every reader', async () => {
    reception = new Reception({ patience: { graceMs: 1, pauseMs: 5, limitMs: 20 } });
    const settled = new Promise<void>((resolve) => {
      reception.receiver.onSettled(resolve);
    });
    await reception.send(2, 0, ONE);
    await until(() => reception.file(2) === ONE);
    reception.complete(1, length(ONE));
    await settled;
    const log = reception.index.output.log(reception.job, 1);
    if (log === null) throw new Error('The step has no log.');
    const asked = reception.wanted.length;
    expect(asked).toBeGreaterThan(0);
    expect(reception.receiver.awaits(log)).toBe(false);
    expect(reception.receiver.counters.missingEndBytes).toBe(length(ONE));
    // What comes all the same is taken.
    await reception.send(1, 0, ONE);
    await until(() => reception.file(1) === ONE);
  });

  it('is looked for by a server that starts, unless no worker can have it any more', async () => {
    reception = new Reception();
    await reception.receiver.stop();
    reception.complete(1, length(ONE));
    reception.start({ now: () => Date.now() + OUTPUT_KEPT_MS + 60_000 });
    const log = reception.index.output.log(reception.job, 1);
    if (log === null) throw new Error('The step has no log.');
    await until(() => !reception.receiver.awaits(log));
    await reception.receiver.stop();
    expect(reception.wanted).toEqual([]);
    reception.start();
    await until(() => reception.wanted.length > 0);
    expect(reception.wanted[0]).toMatchObject({ step: 1, from: 0 });
  });
});
