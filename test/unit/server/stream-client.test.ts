import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamClient } from '../../../src/server/stream/client.ts';
import { RunIndex } from '../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../orchestrator/ledger.ts';

describe('a reader of the stream that does not read', () => {
  it('is dropped before more than a bounded amount waits for it', () => {
    const index = new RunIndex(':memory:');
    const silent = new Writable({ write: () => undefined });
    const client = new StreamClient(index, silent as never, {}, new Map());
    let most = 0;
    for (let sent = 0; sent < 10_000; sent += 1) {
      client.send({ event: 'reset', data: { reason: 'x'.repeat(1_000) } });
      most = Math.max(most, silent.writableLength);
    }
    expect(silent.destroyed).toBe(true);
    expect(most).toBeLessThan(2 * 1024 * 1024);
    index.close();
  });
});

describe('a reader of the stream that is cut off between two messages of one event', () => {
  it('has not been given its id yet', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('build')]));
    const { job: attempt } = ledger.fact('build');
    const index = new RunIndex(':memory:');
    index.project(foldedOf(ledger));
    let text = '';
    const reader = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    });
    const client = new StreamClient(index, reader as never, {}, new Map([[0, 5]]));
    const place = { partition: 0, offset: 9, repository: REPOSITORY, run };
    client.tell([
      { ...place, kind: 'run' },
      { ...place, kind: 'job', job: attempt },
      { ...place, offset: 10, kind: 'run' },
    ]);
    client.tell([
      { ...place, offset: 11, kind: 'run' },
      { ...place, offset: 11, kind: 'job', job: attempt },
    ]);
    expect([...text.matchAll(/^id: (.*)\nevent: (.*)$/gm)].map(([, id, event]) => `${id} ${event}`)).toEqual([
      '0:9 job',
      '0:10 run',
      '0:10 run',
      '0:11 job',
    ]);
    index.close();
  });
});
