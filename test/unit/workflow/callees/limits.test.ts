import { describe, expect, it } from 'vitest';
import { createMemoryReader, checkFile, Project, type ProjectFile } from '../../../../src/workflow/index.ts';

type Files = { readonly [path: string]: string | ProjectFile };

/** `line rule message` of what is wrong with a file of a repository, without what is not executed yet. */
async function problemsOf(path: string, files: Files): Promise<string[]> {
  const source = files[path];
  if (typeof source !== 'string') throw new Error(`There is no text at ${path}.`);
  const project = new Project(createMemoryReader(files));
  await project.include({ path, source });
  return checkFile(source, path, { files: project, path })
    .filter(({ rule }) => rule !== 'not-executed')
    .map(({ line, rule, message }) => `${line} ${rule} ${message}`);
}

const LEAF = 'on: workflow_call\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n';

function caller(...paths: string[]): string {
  return `on: [push, workflow_call]\njobs:\n${paths.map((path, index) => `  j${index}: { uses: ${path} }\n`).join('')}`;
}

function composite(steps: string): string {
  return `name: A\ndescription: B\nruns:\n  using: composite\n  steps:\n${steps}`;
}

function user(...actions: string[]): string {
  const steps = actions.map((action) => `      - uses: ${action}\n`).join('');
  return `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
}

/** `count` workflows, each of which calls the next one. */
function chainOfCalls(count: number): Files {
  const paths = Array.from({ length: count }, (_, index) => `.runbook/w${index}.yml`);
  return Object.fromEntries(
    paths.map((path, index) => [
      path,
      paths[index + 1] === undefined ? LEAF : caller(`./${paths[index + 1]}`),
    ]),
  );
}

describe('a chain of calls', () => {
  it('may have ten workflows', async () => {
    expect(await problemsOf('.runbook/w0.yml', chainOfCalls(10))).toEqual([]);
  });

  it('may not have eleven, and the message names the first and the last of them', async () => {
    const [problem, ...others] = await problemsOf('.runbook/w0.yml', chainOfCalls(11));
    expect(problem).toContain('3 nested-too-deep');
    expect(problem).toContain('a chain of 11: `.runbook/w0.yml` -> `.runbook/w1.yml`');
    expect(problem).toContain('-> `.runbook/w10.yml`.');
    expect(others).toEqual([]);
  });
});

describe('composite actions in each other', () => {
  function nested(count: number): Files {
    return Object.fromEntries([
      ['.runbook/ci.yml', user('./a1')],
      ...Array.from({ length: count }, (_, index) => [
        `a${index + 1}/action.yml`,
        composite(
          index + 1 < count ? `    - uses: ./a${index + 2}\n` : '    - run: make\n      shell: bash\n',
        ),
      ]),
    ]);
  }

  it('may be ten deep', async () => {
    expect(await problemsOf('.runbook/ci.yml', nested(10))).toEqual([]);
    expect(await problemsOf('a1/action.yml', nested(10))).toEqual([]);
  });

  it('may not be eleven deep, from a workflow or from the first action', async () => {
    for (const path of ['.runbook/ci.yml', 'a1/action.yml']) {
      expect(await problemsOf(path, nested(11))).toEqual([
        expect.stringContaining('Composite actions may be nested 10 levels deep'),
      ]);
    }
  });
});

describe('calls that come back', () => {
  it('are told with all files on the way, whichever of several ways it is', async () => {
    const files = {
      '.runbook/a.yml': caller('./.runbook/leaf.yml', './.runbook/b.yml'),
      '.runbook/b.yml': caller('./.runbook/c.yml'),
      '.runbook/c.yml': caller('./.runbook/a.yml'),
      '.runbook/leaf.yml': LEAF,
    };
    expect(await problemsOf('.runbook/a.yml', files)).toEqual([
      '4 recursive-call This comes back to the file itself: `.runbook/a.yml` -> `.runbook/b.yml` -> `.runbook/c.yml` -> `.runbook/a.yml`; nothing may call itself.',
    ]);
  });

  it('below a file that is not on the circle make the first callee a broken one', async () => {
    const files = {
      '.runbook/a.yml': caller('./.runbook/b.yml'),
      '.runbook/b.yml': caller('./.runbook/c.yml'),
      '.runbook/c.yml': caller('./.runbook/b.yml'),
    };
    const [problem] = await problemsOf('.runbook/a.yml', files);
    expect(problem).toContain('broken-callee `.runbook/b.yml` is broken at line 3');
    expect(problem).toContain('`.runbook/b.yml` -> `.runbook/c.yml` -> `.runbook/b.yml`');
  });
});

describe('what is there and cannot be read', () => {
  it('is an error with the reason; what nobody could look at is passed over', async () => {
    const files: Files = {
      '.runbook/ci.yml': `${user('./link', './vendor/setup')}  call:\n    uses: ./.runbook/large.yml\n`,
      'link/action.yml': { kind: 'unreadable', reason: 'it is a link that leaves the repository' },
      '.runbook/large.yml': { kind: 'unreadable', reason: 'it has 2000000 bytes' },
      'vendor/setup/action.yml': { kind: 'unknown' },
    };
    expect(await problemsOf('.runbook/ci.yml', files)).toEqual([
      '6 unreadable-file `link/action.yml` cannot be read: it is a link that leaves the repository.',
      '9 unreadable-file `.runbook/large.yml` cannot be read: it has 2000000 bytes.',
    ]);
  });
});

describe('a file without a repository around it', () => {
  it('is checked as far as it goes by itself', () => {
    const problems = checkFile(`${user('./nowhere')}  call:\n    uses: ./.runbook/nowhere.yml\n`, 'ci.yml');
    expect(problems.filter(({ rule }) => rule !== 'not-executed')).toEqual([]);
  });
});

describe('files that are made to be slow', () => {
  it('with many uses of many actions that use each other are read in linear steps', async () => {
    const folders = Array.from({ length: 80 }, (_, index) => `a${index}`);
    const all = composite(folders.map((folder) => `    - uses: ./${folder}\n`).join(''));
    const files: Files = {
      ...Object.fromEntries(folders.map((folder) => [`${folder}/action.yml`, all])),
      '.runbook/ci.yml': user(...Array.from({ length: 8_000 }, (_, index) => `./a${index % 80}`)),
    };
    const problems = await problemsOf('.runbook/ci.yml', files);
    expect(problems).toHaveLength(100);
    expect(problems[0]).toContain('broken-callee');
  });
});
