import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationCommand } from '../../../../src/cli/validate/formats/github.ts';
import { GOOD, MISSPELT, run, Workspace } from './workspace.ts';

let workspace: Workspace;
beforeAll(() => {
  workspace = new Workspace();
});
afterAll(() => workspace.remove());

describe('--format github', () => {
  it('prints a command for each problem, and the count', async () => {
    const { code, stdout } = await run([], { format: 'github', stdinPath: '.runbook/ci.yml' }, MISSPELT);
    expect(code).toBe(1);
    expect(stdout).toBe(
      '::error file=.runbook/ci.yml,line=5,endLine=5,col=5,endColumn=19,title=unknown-key::`timeout-minute` is not a key of a job; did you mean `timeout-minutes`?\n1 file checked: 1 error.\n',
    );
  });

  it('escapes what would end a property, the message or the line', () => {
    const place = { line: 1, column: 2, endLine: 1, endColumn: 3 };
    const command = annotationCommand({
      ...place,
      file: 'a,b:c%\n.yml',
      severity: 'warning',
      rule: 'x',
      message: '50% of a, b:\r\n::error::c',
    });
    expect(command).toBe(
      '::warning file=a%2Cb%3Ac%25%0A.yml,line=1,endLine=1,col=2,endColumn=3,title=x::50%25 of a, b:%0D%0A::error::c',
    );
  });
});

describe('--format json', () => {
  it('has the eight fields and no more, also of a problem that can be fixed', async () => {
    const { stdout } = await run([], { format: 'json', stdinPath: 'ci.yml' }, MISSPELT);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'ci.yml',
        line: 5,
        column: 5,
        endLine: 5,
        endColumn: 19,
        severity: 'error',
        rule: 'unknown-key',
        message: '`timeout-minute` is not a key of a job; did you mean `timeout-minutes`?',
      },
    ]);
  });
});

describe('--format sarif', () => {
  it('is one run of SARIF 2.1.0 with the page of each rule that was broken', async () => {
    const source = `${MISSPELT}    nonsense: 1\n`;
    const { code, stdout } = await run([], { format: 'sarif', stdinPath: 'my files/ci.yml' }, source);
    expect(code).toBe(1);
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
    expect(log.runs).toHaveLength(1);
    const [{ tool, columnKind, results, invocations }] = log.runs;
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    expect(tool.driver).toMatchObject({
      name: 'Runbook',
      rules: [
        {
          id: 'unknown-key',
          shortDescription: { text: expect.any(String) },
          help: { text: expect.stringContaining('Wrong:'), markdown: expect.stringContaining('```yaml') },
          defaultConfiguration: { level: 'error' },
        },
      ],
    });
    expect(results).toHaveLength(2);
    expect(results[0]).toEqual({
      ruleId: 'unknown-key',
      ruleIndex: 0,
      level: 'error',
      message: { text: expect.stringContaining('`timeout-minutes`') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20files/ci.yml' },
            region: { startLine: 5, startColumn: 5, endLine: 5, endColumn: 19 },
          },
        },
      ],
    });
  });

  it('names an absolute path by a file URL', async () => {
    const file = workspace.write('a b.yml', MISSPELT);
    const { stdout } = await run([file], { format: 'sarif' });
    const [{ locations }] = JSON.parse(stdout).runs[0].results;
    expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/\/.*\/a%20b\.yml$/);
  });

  it('says what could not be read', async () => {
    const { code, stdout } = await run([join(workspace.root, 'absent.yml')], { format: 'sarif' });
    expect(code).toBe(2);
    expect(JSON.parse(stdout).runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: expect.stringContaining('absent.yml') } },
      ],
    });
  });

  it('has no results where nothing is wrong', async () => {
    const { code, stdout } = await run([], { format: 'sarif', stdinPath: 'ci.yml' }, GOOD);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).runs[0].results).toEqual([]);
  });
});
