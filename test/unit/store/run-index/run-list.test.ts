import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryName } from '../../../../src/events/index.ts';
import type { RunFilter, RunIndex } from '../../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { Ledger } from '../../orchestrator/ledger.ts';
import { indexOf } from './indexes.ts';

const OTHER = 'octo/gadgets' as RepositoryName;

describe('the list of runs', () => {
  let index: RunIndex;
  beforeEach(() => {
    const ledger = new Ledger();
    ledger.append({
      type: 'repository_registered',
      repository: OTHER,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    const named = (path: string, name: string, runName?: string) => ({
      ...workflow([job('build')], runName === undefined ? {} : { runName }),
      path,
      name,
    });
    ledger.push(named('.runbook/ci.yml', 'Continuous', '50% of_it \\ Größe'));
    ledger.push(named('.github/workflows/release.yml', 'Release', 'Sends 500 of it'));
    ledger.push(named('.runbook/ci.yml', 'Continuous', 'A third one'));
    ledger.push(named('.runbook/ci.yml', 'Other', 'Elsewhere'), OTHER);
    index = indexOf(ledger);
  });
  afterEach(() => index.close());

  const found = (filter: RunFilter): readonly string[] =>
    index.runs
      .list(filter, { limit: 10, offset: 0 })
      .runs.map(({ repository, number }) =>
        repository === REPOSITORY ? `#${number}` : `${repository}#${number}`,
      );

  it('is searched for a part of what people see, ASCII letters in either case', () => {
    expect(found({ text: 'THIRD' })).toEqual(['#3']);
    expect(found({ text: 'add a WIDGET' })).toHaveLength(4);
    expect(found({ text: 'relea' })).toEqual(['#2']);
    expect(found({ text: 'mona' })).toHaveLength(4);
    expect(found({ text: 'mai' })).toHaveLength(4);
    expect(found({ text: 'Größe' })).toEqual(['#1']);
    expect(found({ text: 'nowhere' })).toEqual([]);
  });

  it('is searched for the text as it is: its signs stand for themselves', () => {
    expect(found({ text: '50%' })).toEqual(['#1']);
    expect(found({ text: 'of_it' })).toEqual(['#1']);
    expect(found({ text: 'it \\' })).toEqual(['#1']);
    expect(found({ text: "' OR 1 = 1 --" })).toEqual([]);
  });

  it('is searched for the number of a run, and for the first digits of a commit, seven or more', () => {
    expect(found({ text: '#3' })).toEqual(['#3']);
    expect(found({ text: '#1' })).toEqual([`${OTHER}#1`, '#1']);
    expect(found({ text: '#13' })).toEqual([]);
    expect(found({ text: 'AAAAAAA' })).toHaveLength(4);
    expect(found({ text: 'a'.repeat(40) })).toHaveLength(4);
    expect(found({ text: 'aaaaaa' })).toEqual([]);
    expect(found({ text: 'aaaaaab' })).toEqual([]);
  });

  it('can be of workflows by name, path or file name, in one repository or in all', () => {
    const of = (text: string, repository: RepositoryName | null = null) =>
      found({ workflows: index.choices.workflowsNamed(text, repository) });
    expect(of('Continuous')).toEqual(['#3', '#1']);
    expect(of('.github/workflows/release.yml')).toEqual(['#2']);
    expect(of('ci.yml')).toEqual([`${OTHER}#1`, '#3', '#1']);
    expect(of('ci.yml', OTHER)).toEqual([`${OTHER}#1`]);
    expect(of('i.yml')).toEqual([]);
    expect(of('%')).toEqual([]);
    expect(found({ workflows: index.choices.workflowsNamed('ci.yml', null), text: '#3' })).toEqual(['#3']);
  });

  it('has the same total on every page, and behind the last one', () => {
    const total = (offset: number, limit: number, filter: RunFilter = {}) =>
      index.runs.list(filter, { limit, offset }).total;
    for (const limit of [0, 1, 3, 4, 5]) {
      for (const offset of [0, 1, 3, 4, 9]) expect(total(offset, limit), `${offset} ${limit}`).toBe(4);
    }
    expect(total(0, 3, { text: 'nowhere' })).toBe(0);
    expect(total(3, 3, { text: 'nowhere' })).toBe(0);
  });

  it('offers what it can be filtered by, the most used first', () => {
    expect(index.choices.choices(null)).toEqual({
      repositories: [REPOSITORY, OTHER],
      workflows: ['Continuous', 'Other', 'Release'],
      branches: ['main'],
      events: ['push'],
      actors: ['mona'],
    });
    expect(index.choices.choices(OTHER)).toMatchObject({ repositories: [OTHER], workflows: ['Other'] });
    expect(index.choices.choices('octo/none' as RepositoryName).branches).toEqual([]);
  });
});

describe('the attempts of a run', () => {
  it('are listed with who asked for each, the newest first', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('build')]));
    ledger.finish('build', 'failure');
    ledger.rerun(run, 'all');
    const index = indexOf(ledger);
    expect(index.runs.attempts(run)).toMatchObject([
      { attempt: 2, actor: 'hubot', status: 'queued', conclusion: null, completedAt: null },
      { attempt: 1, actor: 'mona', status: 'completed', conclusion: 'failure' },
    ]);
    index.close();
  });
});
