import { describe, expect, it } from 'vitest';
import { annotationGroups } from '../../../../../src/web/pages/run/annotations/annotation-groups.ts';
import { annotation, graph, job, leg, step } from '../shapes.ts';

describe('Annotations of a run', () => {
  it('are grouped by level, errors first, each level in the order of the jobs', () => {
    const first = leg('first', {
      annotations: [annotation('seen', { level: 'notice' }), annotation('beware', { level: 'warning' })],
    });
    const second = leg('second', {
      annotations: [annotation('broke'), annotation('careful', { level: 'warning' })],
    });
    const groups = annotationGroups(graph([job('a', { legs: [first] }), job('b', { legs: [second] })]));
    expect(
      groups.map(({ level, annotations }) => [level, annotations.map((one) => one.annotation.message)]),
    ).toEqual([
      ['failure', ['broke']],
      ['warning', ['beware', 'careful']],
      ['notice', ['seen']],
    ]);
  });

  it('name their step, by its number where it is not known yet', () => {
    const legs = [
      leg('a', { steps: [step(2, 'Lint')], annotations: [annotation('x'), annotation('y', { step: 3 })] }),
    ];
    const [errors] = annotationGroups(graph([job('a', { legs })]));
    expect(errors?.annotations.map(({ stepName }) => stepName)).toEqual(['Lint', 'Step 3']);
  });

  it('are none where nothing was said', () => {
    expect(annotationGroups(graph([job('a', { legs: [leg('a')] })]))).toEqual([]);
  });
});
