import { expect, test } from 'vitest';
import { runTitle } from '../../../../src/web/kit/run-title.ts';

test('A run is called by the first line of its title, and by its workflow where that is empty', () => {
  expect(runTitle({ display_title: 'Show prices\n\nwith tax', name: 'CI' })).toBe('Show prices');
  expect(runTitle({ display_title: ' \nx', name: 'CI' })).toBe('CI');
});
