import { describe, expect, it } from 'vitest';
import { DefinitionCache } from '../../../../src/orchestrator/intake/definition-cache.ts';

const PATH = '.runbook/ci.yml';

function workflow(name: string): string {
  return `name: ${name}\non: push\njobs:\n  build: { runs-on: ubuntu-latest, steps: [{ run: make }] }\n`;
}

describe('the cache of definitions', () => {
  it('parses a file that did not change once', () => {
    const cache = new DefinitionCache();
    const first = cache.read(PATH, workflow('CI'));
    expect(first).toMatchObject({ name: 'CI', notExecuted: [], definition: { path: PATH } });
    expect(cache.read(PATH, workflow('CI'))).toBe(first);
  });

  it('keeps files of the same text at other paths apart, as their problems name the path', () => {
    const cache = new DefinitionCache();
    expect(cache.read('.runbook/a.yml', 'on: [').problems[0]?.file).toBe('.runbook/a.yml');
    expect(cache.read('.runbook/b.yml', 'on: [').problems[0]?.file).toBe('.runbook/b.yml');
  });

  it('forgets what was not used for longest when it is full', () => {
    const cache = new DefinitionCache(3 * (PATH.length + 1 + workflow('0').length));
    const [first, second] = [cache.read(PATH, workflow('1')), cache.read(PATH, workflow('2'))];
    cache.read(PATH, workflow('3'));
    cache.read(PATH, workflow('1'));
    cache.read(PATH, workflow('4'));
    expect(cache.read(PATH, workflow('1'))).toBe(first);
    expect(cache.read(PATH, workflow('2'))).not.toBe(second);
  });

  it('reads a file that is larger than itself', () => {
    expect(new DefinitionCache(10).read(PATH, workflow('CI')).name).toBe('CI');
  });
});
