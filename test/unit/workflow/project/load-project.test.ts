import { describe, expect, it } from 'vitest';
import {
  createMemoryReader,
  loadProject,
  Project,
  type ProjectFile,
  type ProjectReader,
} from '../../../../src/workflow/index.ts';

const START = '.runbook/ci.yml';

function uses(...actions: string[]): string {
  const steps = actions.map((action) => `      - uses: ${action}\n`).join('');
  return `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
}

function calls(...paths: string[]): string {
  const jobs = paths.map((path, index) => `  job${index}:\n    uses: ${path}\n`).join('');
  return `on: [push, workflow_call]\njobs:\n${jobs}`;
}

function composite(...actions: string[]): string {
  const steps = actions.map((action) => `    - uses: ${action}\n`).join('');
  return `name: A\nruns:\n  using: composite\n  steps:\n${steps}`;
}

/** A reader that tells what it was asked for. */
function watched(reader: ProjectReader): ProjectReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read: (path) => {
      asked.push(path);
      return reader.read(path);
    },
    names: (folder) => {
      asked.push(`${folder}/`);
      return reader.names(folder);
    },
  };
}

describe('loading a project', () => {
  it('reads what a file refers to, and what that refers to in turn', async () => {
    const files = {
      '.runbook/called.yml': uses('./actions/outer'),
      'actions/outer/action.yaml': composite('./actions/inner'),
      'actions/inner/action.yml': 'name: inner',
    };
    const source = calls('./.runbook/called.yml');
    const project = await loadProject(createMemoryReader(files), { path: START, source });
    for (const [path, text] of Object.entries(files))
      expect(project.file(path)).toEqual({ kind: 'text', text });
    expect(project.file('actions/outer/action.yml')).toEqual({ kind: 'missing' });
    expect(project.file('actions/other/action.yml')).toEqual({ kind: 'unknown' });
    expect(project.names('actions')).toBeNull();
  });

  it('asks for nothing where a file refers to nothing of its repository', async () => {
    const reader = watched(createMemoryReader({}));
    const source = `${uses('actions/checkout@v4', 'docker://alpine:3')}      - run: ./gradlew build\n`;
    await loadProject(reader, { path: START, source });
    expect(reader.asked).toEqual([]);
  });

  it('looks where else a file may be that is not where it should be', async () => {
    const reader = watched(createMemoryReader({ 'actions/setup/action.yml': 'name: setup' }));
    const project = await loadProject(reader, { path: START, source: uses('./actions/setpu') });
    expect(project.file('actions/setpu/action.yml')).toEqual({ kind: 'missing' });
    expect(project.names('actions')).toEqual(['setup']);
    expect(project.names('actions/setpu')).toEqual([]);
    expect(reader.asked).toContain('.github/actions/');
  });

  it('ends on circles', async () => {
    const reader = watched(
      createMemoryReader({
        '.runbook/b.yml': calls('./.runbook/c.yml'),
        '.runbook/c.yml': calls('./.runbook/b.yml', './.runbook/ci.yml'),
      }),
    );
    await loadProject(reader, { path: START, source: calls('./.runbook/b.yml', './.runbook/ci.yml') });
    expect(reader.asked).toEqual(['.runbook/b.yml', '.runbook/c.yml']);
  });

  it('reads no more than 200 files, and says of the others that they are too many', async () => {
    const actions = Array.from({ length: 300 }, (_, index) => `actions/a${index}`);
    const files = Object.fromEntries(actions.map((folder) => [`${folder}/action.yml`, 'name: a']));
    const reader = watched(createMemoryReader(files));
    const source = uses(...actions.map((folder) => `./${folder}`));
    const project = await loadProject(reader, { path: START, source });
    expect(reader.asked).toHaveLength(200);
    expect(project.file('actions/a0/action.yml').kind).toBe('text');
    expect(project.file('actions/a299/action.yml')).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('200 files'),
    });
  });

  it('reads no more once the files are larger than 4 MiB together', async () => {
    const actions = Array.from({ length: 8 }, (_, index) => `actions/a${index}`);
    const large = `# ${'x'.repeat(1024 * 1024)}`;
    const files = Object.fromEntries(actions.map((folder) => [`${folder}/action.yml`, large]));
    const reader = watched(createMemoryReader(files));
    await loadProject(reader, { path: START, source: uses(...actions.map((folder) => `./${folder}`)) });
    expect(reader.asked).toHaveLength(4);
  });

  it('keeps what a reader says of files that are no text', async () => {
    const link: ProjectFile = { kind: 'unreadable', reason: 'it is a link that leaves the repository' };
    const reader = createMemoryReader({ 'link/action.yml': link, 'sub/action.yml': { kind: 'unknown' } });
    const project = await loadProject(reader, { path: START, source: uses('./link', './sub') });
    expect(project.file('link/action.yml')).toEqual(link);
    expect(project.file('sub/action.yml')).toEqual({ kind: 'unknown' });
  });

  it('gives the same text for the same files, and another one where any of them differs', async () => {
    const include = async (files: { [path: string]: string }, source = calls('./.runbook/b.yml')) =>
      (await new Project(createMemoryReader(files)).include({ path: START, source })).identity;
    const files = { '.runbook/b.yml': uses('./a'), 'a/action.yml': 'name: a' };
    const first = await include(files);
    expect(await include({ ...files, 'other.yml': 'x' })).toBe(first);
    expect(await include({ ...files, 'a/action.yml': 'name: b' })).not.toBe(first);
    expect(await include({ '.runbook/b.yml': files['.runbook/b.yml'] })).not.toBe(first);
    expect(await include(files, uses('actions/checkout@v4'))).toBe('');
  });

  it('rejects with what its reader rejects with', async () => {
    const reader: ProjectReader = {
      read: () => Promise.reject(new Error('The mirror is away.')),
      names: async () => [],
    };
    await expect(loadProject(reader, { path: START, source: uses('./a') })).rejects.toThrow(
      'The mirror is away.',
    );
  });
});
