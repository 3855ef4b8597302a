import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LanguageClient } from './language-client.ts';

let editor: LanguageClient;
beforeAll(async () => {
  editor = await LanguageClient.start();
});
afterAll(() => editor.stop());

describe('a workflow in an editor with yaml-language-server', () => {
  const PATH = '.runbook/edited.yml';
  const TEXT = [
    '# yaml-language-server: $schema=../schema/workflow.schema.json',
    'on:',
    '  push:',
    '    branches: [main]',
    '    ',
    'jobs:',
    '  build:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 5',
    '    permissions:',
    '      id-token: ',
    '    steps:',
    '      - run: make',
    '        wokring-directory: src',
    '        ',
    '      - uses: actions/checkout@v4',
    '        shell: bash',
    '',
  ].join('\n');
  let underlined: readonly string[];
  beforeAll(async () => {
    underlined = await editor.open(PATH, TEXT);
  });

  it('has an error for a misspelt key, for a value that is missing and for a key of another kind of step', () => {
    expect(underlined.toSorted()).toEqual([
      '11:17 Value is not accepted. Valid values: "write", "none".',
      '14:9 Property wokring-directory is not allowed.',
      '17:9 Property shell is not allowed.',
    ]);
  });

  it('offers the keys of a step that it does not have yet', async () => {
    const offered = await editor.complete(PATH, { line: 14, character: 8 });
    expect(offered).toContain('working-directory');
    expect(offered).toContain('retry');
    expect(offered).not.toContain('run');
    expect(offered).not.toContain('uses');
  });

  it('offers the filters of an event and the levels of a permission', async () => {
    expect(await editor.complete(PATH, { line: 4, character: 4 })).toEqual([
      'branches-ignore',
      'tags',
      'tags-ignore',
      'paths',
      'paths-ignore',
    ]);
    expect(await editor.complete(PATH, { line: 10, character: 16 })).toEqual(['write', 'none']);
  });

  it('explains a key with its default', async () => {
    expect(await editor.hover(PATH, { line: 8, character: 6 })).toContain(
      'Minutes after which the job is stopped. Default: 360.',
    );
  });
});

describe('an action in an editor with yaml-language-server', () => {
  const PATH = 'action/action.yml';
  const TEXT = [
    '# yaml-language-server: $schema=../schema/action.schema.json',
    'name: Greet',
    'description: Says hello',
    'runs:',
    '  using: composite',
    '  steps:',
    '    - run: echo hello',
    '      shel: bash',
    '      ',
    '',
  ].join('\n');
  let underlined: readonly string[];
  beforeAll(async () => {
    underlined = await editor.open(PATH, TEXT);
  });

  it('has an error for a misspelt key and one for the key that is missing', () => {
    expect(underlined.toSorted()).toEqual([
      '7:7 Missing property "shell".',
      '8:7 Property shel is not allowed.',
    ]);
  });

  it('offers the keys of a step of an action', async () => {
    const offered = await editor.complete(PATH, { line: 8, character: 6 });
    expect(offered).toContain('shell');
    expect(offered).not.toContain('timeout-minutes');
  });

  it('explains a key', async () => {
    expect(await editor.hover(PATH, { line: 4, character: 4 })).toContain('How the action is run');
  });
});
