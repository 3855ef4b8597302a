import { anything, assert, constantFrom, jsonValue, nat, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/events/index.ts';
import {
  DocumentError,
  openDatabase,
  readRunDocument,
  type RunDocument,
  RunIndex,
} from '../../../../src/store/index.ts';
import { DOCUMENT_TABLES } from '../../../../src/store/run-index/document-tables.ts';
import { MIGRATIONS } from '../../../../src/store/run-index/schema.ts';
import { foldedOf } from '../../orchestrator/ledger.ts';
import { busyLedger, contentOf, indexOf, rejectedLedger } from './indexes.ts';

/** The documents of all finished runs, as their files would have them. */
function documentsOf(index: RunIndex): string[] {
  return index.runFiles.unwritten(0, 1_000).map(({ run, upTo }) => index.documents.of(run, upTo) ?? '');
}

function indexFrom(documents: readonly RunDocument[]): RunIndex {
  const index = new RunIndex(':memory:');
  index.addDocuments(documents);
  return index;
}

/** What an index shows of its runs. */
function runsOf(index: RunIndex): unknown {
  const { runs, workflows } = contentOf(index);
  return { runs, workflows, counts: index.runs.counts() };
}

describe('the document of a finished run', () => {
  it.each([
    ['with reruns, steps and a cancelled run', busyLedger],
    ['with a rejected file and a failed delivery', rejectedLedger],
  ])('makes an index that shows the run as its events do: %s', (_, ledger) => {
    const whole = indexOf(ledger());
    const documents = documentsOf(whole);
    expect(documents).toHaveLength(2);
    const again = indexFrom(documents.map(readRunDocument));
    expect(runsOf(again)).toEqual(runsOf(whole));
    const [deliveries, before] = [again, whole].map((index) => contentOf(index).deliveries);
    expect(deliveries).toEqual(before);
    whole.close();
    again.close();
  });

  it('makes a run that can run again', () => {
    const whole = indexOf(busyLedger());
    const again = indexFrom(documentsOf(whole).map(readRunDocument));
    const { runs } = whole.runs.list({}, { limit: 10, offset: 0 });
    for (const run of runs) {
      expect(again.runs.pinned(run)).toEqual(whole.runs.pinned(run));
      expect(again.runs.pinned(run)?.requested.payload).toBeDefined();
    }
    whole.close();
    again.close();
  });

  it('is JSON for people: laid out, with times that can be read and content that is not packed', () => {
    const index = indexOf(busyLedger());
    const [text = ''] = documentsOf(index);
    expect(text).toContain('\n  "version": 1,\n  "partition": 0,\n');
    expect(JSON.parse(text)).toMatchObject({
      timestamp: '2026-01-01T00:00:00.000Z',
      run: { number: 1, conclusion: 'success', created_at: '2026-01-01T00:00:00.000Z', attempt: 2 },
      attempts: [{ conclusion: 'failure' }, { conclusion: 'success', actor: 'hubot' }],
      jobs: [{ key: 'build', outputs: { version: '1' }, returned: false }, { key: 'test' }, { key: 'test' }],
      workflow: { name: 'CI' },
      repository: { url: 'u', default_branch: 'main' },
      delivery: { delivery: 'delivery-1', status: 'handled' },
      facts: { definition: { jobs: [{ id: 'build' }, { id: 'test' }] }, payload: { pushed: 'delivery-1' } },
    });
    index.close();
  });

  it('has every column that the index has of a run', () => {
    const fromPlace: { [table: string]: readonly string[] } = {
      run_facts: ['run'],
      run_attempts: ['run'],
      jobs: ['run'],
      steps: ['job'],
      workflows: ['repository'],
      repositories: ['name'],
      deliveries: ['repository', 'sequence', 'payload_json'],
    };
    const database = openDatabase(':memory:', MIGRATIONS);
    for (const [table, columns] of Object.entries(DOCUMENT_TABLES)) {
      const held = columns.map(({ name }) => name).concat(fromPlace[table] ?? []);
      const there = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
      expect({ table, columns: held.sort() }).toEqual({
        table,
        columns: there.map(({ name }) => String(name)).sort(),
      });
    }
    database.close();
  });

  it('is not there for a run that is not over', () => {
    const ledger = busyLedger();
    const [run] = ledger.events('run_requested');
    ledger.rerun(run!.run, 'all');
    const index = indexOf(ledger);
    const upTo = { partition: 0, offset: 1, timestamp: 1 };
    expect(index.documents.of(run!.run, upTo)).toBeNull();
    expect(index.runFiles.unwritten(0, 10).map((mark) => mark.run)).not.toContain(run!.run);
    index.close();
  });

  it('covers the events that it was made from: they change nothing any more', () => {
    const ledger = busyLedger();
    const whole = indexOf(ledger);
    const again = indexFrom(documentsOf(whole).map(readRunDocument));
    again.project(foldedOf(ledger));
    expect(contentOf(again)).toEqual(contentOf(whole));
    const [first] = ledger.events('run_requested');
    ledger.rerun(first!.run, 'all');
    for (const index of [whole, again]) index.project(foldedOf(ledger));
    expect(again.runs.get(first!.run)).toMatchObject({ attempt: 3, status: 'queued' });
    expect(contentOf(again)).toEqual(contentOf(whole));
    whole.close();
    again.close();
  });

  it('may lack the text of a rejected file: earlier programs did not keep it', () => {
    const whole = indexOf(rejectedLedger());
    const documents = documentsOf(whole).map((text) => {
      const { source, ...earlier } = JSON.parse(text);
      return { source, document: readRunDocument(JSON.stringify(earlier)) };
    });
    const again = indexFrom(documents.map(({ document }) => document));
    expect(documents.map(({ source }) => source)).toContain('on: push\njobs:\n  build: wrong\n');
    expect(documents.map(({ document: { run } }) => again.runs.source(run))).toEqual([null, null]);
    whole.close();
    again.close();
  });

  it('says that a newer Runbook wrote it', () => {
    const index = indexOf(busyLedger());
    const [text = ''] = documentsOf(index);
    const newer = text.replace('"version": 1', '"version": 2');
    expect(() => readRunDocument(newer)).toThrow(
      /newer Runbook wrote it \(version 2, this program knows 1\)/,
    );
    index.close();
  });

  it('is refused with a reason, or leaves an index that can be read, whatever was done to it', () => {
    const index = indexOf(busyLedger());
    const documents = documentsOf(index).map((text): JsonObject => JSON.parse(text));
    index.close();
    const places = documents.flatMap((document, number) =>
      placesIn(document).map((place) => ({ number, place })),
    );
    const values = oneof(
      jsonValue(),
      constantFrom(-1, 1e300, '', '\0', 'success', null, true, [], {}),
      anything(),
    );
    let refused = 0;
    assert(
      property(nat(places.length - 1), values, (which, value) => {
        const { number, place } = places[which]!;
        const changed: unknown = JSON.parse(JSON.stringify(documents[number]));
        replace(changed, place, value);
        let document: RunDocument;
        try {
          document = readRunDocument(JSON.stringify(changed) ?? '');
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
          refused += 1;
          return;
        }
        const again = indexFrom([document]);
        expect(contentOf(again).runs).toHaveLength(1);
        again.deliveries.list({}, { limit: 10, offset: 0 });
        again.close();
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});

/** The path to every value in a document, that of the document included. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))
      : [];
  return [[...path], ...inner];
}

function replace(document: unknown, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined || typeof document !== 'object' || document === null) return;
  if (rest.length > 0) replace(Reflect.get(document, key), rest, value);
  else Reflect.set(document, key, value);
}
