import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryId, DispatchForm, JsonObject, WorkflowOutcome } from '../../../../src/events/index.ts';
import { DocumentError, readRunDocument, RunIndex } from '../../../../src/store/index.ts';
import { job, PATH, PUSH, REPOSITORY, started, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../../orchestrator/ledger.ts';
import { indexOf } from './indexes.ts';

const FORM: DispatchForm = {
  inputs: {
    who: { type: 'string', description: 'Whom to greet\0', required: true },
    level: { type: 'choice', required: false, options: ['low', 'high'], default: 'low' },
  },
  leftOut: 1,
};

let indexes: RunIndex[] = [];
afterEach(() => {
  for (const index of indexes) index.close();
  indexes = [];
});

type Declared = WorkflowOutcome['dispatch'];

/** Delivers a push after which the files declare this; an absent value: the delivery does not say. */
function deliver(ledger: Ledger, delivery: string, files: { readonly [path: string]: Declared }): void {
  const id = delivery as DeliveryId;
  ledger.append({
    type: 'delivery_received',
    repository: REPOSITORY,
    delivery: id,
    forge: 'git',
    trigger: PUSH,
    payload: {},
  });
  const workflows = Object.entries(files).map(([path, dispatch]) => ({
    outcome: 'skipped' as const,
    path,
    name: path,
    reason: 'It does not listen to `push`.',
    ...(dispatch === undefined ? {} : { dispatch }),
  }));
  ledger.settle([{ kind: 'handled', repository: REPOSITORY, delivery: id, workflows }]);
}

function declaredIn(index: RunIndex): { [path: string]: DispatchForm | false | null } {
  indexes.push(index);
  return Object.fromEntries(
    index.repositories.workflows(REPOSITORY).map(({ path, dispatch }) => [path, dispatch]),
  );
}

describe('what can be started by hand', () => {
  it('is what the newest delivery says that tells it', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one', { 'a.yml': FORM, 'b.yml': false, 'c.yml': undefined });
    expect(declaredIn(indexOf(ledger))).toEqual({ 'a.yml': FORM, 'b.yml': false, 'c.yml': false });
    deliver(ledger, 'topic', { 'a.yml': undefined, 'b.yml': undefined });
    expect(declaredIn(indexOf(ledger))).toMatchObject({ 'a.yml': FORM, 'b.yml': false });
    const fewer = { ...FORM, inputs: {} };
    deliver(ledger, 'two', { 'a.yml': fewer, 'b.yml': FORM });
    expect(declaredIn(indexOf(ledger))).toMatchObject({ 'a.yml': fewer, 'b.yml': FORM });
  });

  it('is not what is not there any more', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one', { 'a.yml': FORM, 'b.yml': FORM });
    deliver(ledger, 'two', { 'b.yml': FORM });
    expect(declaredIn(indexOf(ledger))).toEqual({ 'a.yml': false, 'b.yml': FORM });
  });

  it('is not known where only an earlier program, or another branch, told of the file', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one', { 'a.yml': undefined });
    expect(declaredIn(indexOf(ledger))).toEqual({ 'a.yml': null });
  });

  it('is kept with the workflow, not again with every delivery', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one', { 'a.yml': FORM });
    const index = indexOf(ledger);
    declaredIn(index);
    const [delivery] = index.deliveries.list({}, { limit: 1, offset: 0 }).deliveries;
    expect(delivery?.workflows).toEqual([
      { outcome: 'skipped', path: 'a.yml', name: 'a.yml', reason: 'It does not listen to `push`.' },
    ]);
  });
});

describe('the document of a run', () => {
  /** An index with one finished run of a workflow that declares this, and the run's document. */
  function runOf(dispatch: Declared): JsonObject {
    const ledger = new Ledger();
    const result = started('one', [workflow([job('build')])]);
    const workflows = result.kind === 'handled' ? result.workflows : [];
    ledger.append({
      type: 'delivery_received',
      repository: REPOSITORY,
      delivery: result.delivery,
      forge: 'git',
      trigger: PUSH,
      payload: {},
    });
    const declared = workflows.map((one) => ({ ...one, ...(dispatch === undefined ? {} : { dispatch }) }));
    ledger.settle([{ ...result, kind: 'handled', workflows: declared }]);
    ledger.finish('build');
    const index = indexOf(ledger);
    const last = foldedOf(ledger).at(-1);
    const run = index.runs.byNumber(REPOSITORY, 1);
    if (last === undefined || run === null) throw new Error('There is no run.');
    const document: JsonObject = JSON.parse(index.documents.of(run.id, last) ?? '');
    index.close();
    return document;
  }

  function indexFrom(...documents: readonly JsonObject[]): RunIndex {
    const index = new RunIndex(':memory:');
    index.addDocuments(documents.map((document) => readRunDocument(JSON.stringify(document))));
    return index;
  }

  function changed(document: JsonObject, rest: JsonObject): JsonObject {
    const { workflow: row } = document;
    return { ...document, workflow: { ...(row as JsonObject), ...rest } };
  }

  it.each([[FORM], [false as const]])('has what its workflow declares: %j', (dispatch) => {
    expect(declaredIn(indexFrom(runOf(dispatch)))).toEqual({ [PATH]: dispatch });
  });

  it('that an earlier program wrote does not say it, and takes nothing from what is known', () => {
    const document = runOf(FORM);
    const { dispatch, ...row } = document['workflow'] as JsonObject;
    expect(dispatch).toEqual(FORM);
    const earlier = { ...document, workflow: row };
    expect(declaredIn(indexFrom(earlier))).toEqual({ [PATH]: null });
    expect(declaredIn(indexFrom(document, earlier))).toEqual({ [PATH]: FORM });
    expect(declaredIn(indexFrom(earlier, document))).toEqual({ [PATH]: FORM });
  });

  it('tells it as it was last, in whatever order documents are read', () => {
    const newer = runOf(FORM);
    const older = changed(runOf(false), { updated_at: '2020-01-01T00:00:00.000Z' });
    expect(declaredIn(indexFrom(newer, older))).toEqual({ [PATH]: FORM });
    expect(declaredIn(indexFrom(older, newer))).toEqual({ [PATH]: FORM });
  });

  it('is refused where somebody wrote something else there', () => {
    const document = runOf(FORM);
    for (const dispatch of [true, {}, { inputs: { a: 1 }, leftOut: 0 }]) {
      const text = JSON.stringify(changed(document, { dispatch }));
      expect(() => readRunDocument(text)).toThrow(DocumentError);
      expect(() => readRunDocument(text)).toThrow('its workflow has no usable dispatch');
    }
  });
});
