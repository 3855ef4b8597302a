import { describe, expect, it } from 'vitest';
import { jobTree, type JobTreeItem, legName } from '../../../../../src/web/pages/run/jobs/job-tree.ts';
import { jobNames } from '../../../../../src/web/pages/run/jobs/job-names.ts';
import { job, leg } from '../shapes.ts';

describe('The tree of jobs', () => {
  it('has jobs of called workflows below their call, in the order of the file', () => {
    const tree = jobTree([
      job('build'),
      job('deploy:0/plan', { name: 'Deploy (eu) / Plan' }),
      job('deploy:0/apply/check', { name: 'Deploy (eu) / Apply / Check' }),
      job('deploy:1/plan', { name: 'Deploy (us) / Plan' }),
      job('deploy:0/late', { name: 'Deploy (eu) / Late' }),
    ]);
    expect(outline(tree)).toEqual([
      'build',
      ['Deploy (eu)', 'Plan', ['Apply', 'Check'], 'Late'],
      ['Deploy (us)', 'Plan'],
    ]);
  });

  it('calls a job as its only leg is called, whose expressions have values', () => {
    const [item] = jobTree([job('a', { name: 'On ${{ inputs.os }}', legs: [leg('On debian')] })]);
    expect(item?.name).toBe('On debian');
  });

  it('calls a matrix whose name each leg has another value of by its key', () => {
    const legs = [leg('On debian'), leg('On alpine')];
    expect(jobTree([job('call/unit', { name: 'Call / On ${{ matrix.os }}', legs })])).toMatchObject([
      { name: 'Call', items: [{ name: 'unit' }] },
    ]);
  });

  it('tells legs apart by the values of the matrix, without what they have in common', () => {
    const matrix = job('call/test', { name: 'Call / Test' });
    expect(legName({ name: 'Call / Test (20, debian)' }, matrix)).toBe('20, debian');
    expect(legName({ name: 'Call / Node 20' }, matrix)).toBe('Node 20');
  });

  it('names a job, and a call, for others with the calls around it', () => {
    const names = jobNames(
      jobTree([job('build', { name: 'Build' }), job('d/plan', { name: 'Deploy / Plan' })]),
    );
    expect([...names].map(([key, { name }]) => [key, name])).toEqual([
      ['build', 'Build'],
      ['d/', 'Deploy'],
      ['d/plan', 'Deploy / Plan'],
    ]);
  });
});

type Outline = readonly (string | Outline)[];

function outline(items: readonly JobTreeItem[]): Outline {
  return items.map((item) => (item.kind === 'job' ? item.name : [item.name, ...outline(item.items)]));
}
