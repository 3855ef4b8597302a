import { describe, expect, it } from 'vitest';
import { DefinitionCache } from '../../../../src/orchestrator/intake/definition-cache.ts';
import { createMemoryReader, type ProjectReader } from '../../../../src/workflow/index.ts';

const PATH = '.runbook/ci.yml';

function workflow(name: string): string {
  return `name: ${name}\non: push\njobs:\n  build: { runs-on: ubuntu-latest, steps: [{ run: make }] }\n`;
}

const CALLER = 'on: push\njobs: { build: { uses: ./.runbook/called.yml, with: { node: 20 } } }\n';

function called(inputs: string): { [path: string]: string } {
  const jobs = 'jobs: { test: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n';
  return { '.runbook/called.yml': `on: { workflow_call: { inputs: { ${inputs} } } }\n${jobs}` };
}

/** Reads a file at a commit that has the other files. */
function read(cache: DefinitionCache, source: string, files: { [path: string]: string } = {}, path = PATH) {
  return cache.read(path, source, cache.projectOf(createMemoryReader(files)));
}

/** How often everything else got its turn meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    immediate = setImmediate(turn);
  };
  let immediate = setImmediate(turn);
  await work();
  clearImmediate(immediate);
  return turns;
}

describe('the cache of definitions', () => {
  it('parses a file that did not change once', async () => {
    const cache = new DefinitionCache();
    const first = await read(cache, workflow('CI'));
    expect(first).toMatchObject({ name: 'CI', notExecuted: [], definition: { path: PATH } });
    expect(await read(cache, workflow('CI'))).toBe(first);
  });

  it('keeps files of the same text at other paths apart, as their problems name the path', async () => {
    const cache = new DefinitionCache();
    for (const path of ['.runbook/a.yml', '.runbook/b.yml']) {
      expect((await read(cache, 'on: [', {}, path)).problems[0]?.file).toBe(path);
    }
  });

  it('checks a workflow again when one that it calls has changed, and only then', async () => {
    const cache = new DefinitionCache();
    const first = await read(cache, CALLER, called('node: { type: number }'));
    expect(first.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await read(cache, CALLER, called('node: { type: number }'))).toBe(first);
    const changed = await read(cache, CALLER, called('version: { type: number }'));
    expect(changed.problems).toContainEqual(expect.objectContaining({ rule: 'unknown-input' }));
    expect(await read(cache, CALLER, {})).toMatchObject({ definition: null });
  });

  it('gives everything else a turn for each file that a workflow brings in, at the first time', async () => {
    const cache = new DefinitionCache();
    const calls = Array.from({ length: 10 }, (_, n) => `  j${n}: { uses: ./.runbook/c${n}.yml }\n`);
    const files = Object.fromEntries(
      calls.map((_, n) => [
        `.runbook/c${n}.yml`,
        `on: workflow_call\n${workflow('C').split('\n').slice(2).join('\n')}`,
      ]),
    );
    const source = `on: push\njobs:\n${calls.join('')}`;
    expect(await turnsDuring(() => read(cache, source, files))).toBeGreaterThanOrEqual(9);
    expect(await turnsDuring(() => read(cache, source, files))).toBeLessThan(5);
  });

  it('reads nothing of the commit for a workflow that brings nothing in', async () => {
    const cache = new DefinitionCache();
    const refuses = async () => Promise.reject(new Error('read'));
    const reader: ProjectReader = { read: refuses, names: refuses };
    const source = workflow('CI').replace('make', './gradlew build');
    expect(await cache.read(PATH, source, cache.projectOf(reader))).toMatchObject({ name: 'CI' });
  });

  it('forgets what was not used for longest when it is full', async () => {
    const cache = new DefinitionCache(3 * (PATH.length + 2 + workflow('0').length));
    const first = await read(cache, workflow('1'));
    const second = await read(cache, workflow('2'));
    for (const name of ['3', '1', '4']) await read(cache, workflow(name));
    expect(await read(cache, workflow('1'))).toBe(first);
    expect(await read(cache, workflow('2'))).not.toBe(second);
  });

  it('reads a file that is larger than itself', async () => {
    expect((await read(new DefinitionCache(10), workflow('CI'))).name).toBe('CI');
  });
});
