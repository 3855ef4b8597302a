import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Folder, runbook, ServerProcess } from './program.ts';

const CI = `
name: CI
on: push
env:
  LEVEL: caller
jobs:
  test:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - id: version
        run: echo "version=7" >> "$GITHUB_OUTPUT"
  deploy:
    needs: test
    strategy:
      fail-fast: false
      matrix:
        stage: [one, two]
    uses: ./.github/workflows/deploy.yml
    with:
      stage: \${{ matrix.stage }}
      version: \${{ fromJSON(needs.test.outputs.version) }}
    secrets:
      DEPLOY_TOKEN: \${{ secrets.TOKEN }}
  end:
    needs: deploy
    if: always()
    runs-on: ubuntu-latest
    steps:
      - run: echo "deploy was \${{ needs.deploy.result }} with \${{ needs.deploy.outputs.where }}"
`;

const DEPLOY = `
name: Deploy
on:
  workflow_call:
    inputs:
      stage: { type: string, required: true }
      version: { type: number, required: true }
      dry: { type: boolean, default: true }
    secrets:
      DEPLOY_TOKEN: { required: true }
    outputs:
      where:
        value: \${{ jobs.ship.outputs.where }}/\${{ inputs.version }}
defaults:
  run:
    shell: sh
jobs:
  inner:
    uses: ./.runbook/inner.yml
    secrets: inherit
  ship:
    needs: inner
    runs-on: ubuntu-latest
    outputs:
      where: \${{ steps.ship.outputs.where }}
    steps:
      - id: ship
        env:
          TOKEN: \${{ secrets.DEPLOY_TOKEN }}
        run: |
          echo "stage \${{ inputs.stage }} dry \${{ inputs.dry }} level \${LEVEL:-none} token \${#TOKEN} $TOKEN other [\${{ secrets.TOKEN }}] in $GITHUB_WORKFLOW job $GITHUB_JOB of \${{ job.workflow_file_path }}"
          echo "where=\${{ inputs.stage }}" >> "$GITHUB_OUTPUT"
          test ! -e BROKEN
`;

const INNER = `
on:
  workflow_call:
env:
  LEVEL: inner
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [20, 22]
    steps:
      - run: echo "node \${{ matrix.node }} level $LEVEL length \${#TOKEN} event $GITHUB_EVENT_NAME"
        env:
          TOKEN: \${{ secrets.DEPLOY_TOKEN }}
`;

let project: Folder;
beforeAll(async () => {
  project = await Folder.make();
  await project.write({
    '.runbook/ci.yml': CI,
    '.github/workflows/deploy.yml': DEPLOY,
    '.runbook/inner.yml': INNER,
  });
  await project.commitAll();
});
afterAll(() => project?.remove());

const SECRET = 'correct-horse';

describe('a workflow that calls others', () => {
  it('runs their jobs with inputs and secrets of their own, and gets their outputs', async () => {
    const { code, stdout } = await runbook(['run', '--secret', `TOKEN=${SECRET}`], { cwd: project.path });
    expect(stdout).toContain(
      'stage one dry true level none token 13 *** other [] in CI job ship of .github/workflows/deploy.yml',
    );
    expect(stdout).toContain(
      'stage two dry true level none token 13 *** other [] in CI job ship of .github/workflows/deploy.yml',
    );
    expect(stdout).toContain('node 22 level inner length 13 event push');
    expect(stdout).toMatch(/deploy was success with (one|two)\/7/);
    expect(stdout).not.toContain(SECRET);
    for (const name of ['deploy (one) / inner / build (20)', 'deploy (two) / ship', 'end'])
      expect(stdout).toContain(name);
    expect(code).toBe(0);
  });

  it('fails with what is wrong in a called file, by its name, before anything runs', async () => {
    const broken = await Folder.make();
    try {
      await broken.write({
        '.runbook/ci.yml': 'on: push\njobs:\n  a:\n    uses: ./.runbook/x.yml\n',
        '.runbook/x.yml':
          'on: workflow_call\njobs:\n  b:\n    runs-on: ubuntu-latest\n    container: node:20\n    steps: [{ run: make }]\n',
      });
      await broken.commitAll();
      const { code, stdout, stderr } = await runbook(['run'], { cwd: broken.path });
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('.runbook/x.yml:5:5');
    } finally {
      await broken.remove();
    }
  });
});

describe('a workflow that calls others, on a server', () => {
  it('shows nested jobs, runs only the failed ones again, and cancels them', async () => {
    const place = await Folder.make();
    const bare = join(place.path, 'project.git');
    await place.git('init', '--quiet', '--bare', '--initial-branch=main', bare);
    const server = await ServerProcess.start(join(place.path, 'data'), '--allow-local-repositories');
    const jobs = async (run: string): Promise<Job[]> => {
      const graph = await server.command('show', run, '--json');
      return (JSON.parse(graph.stdout) as { jobs: Job[] }).jobs;
    };
    try {
      await server.command('repo', 'add', 'me/project', bare);
      const stdin = { input: SECRET };
      const to = ['--server', server.address, '--data', server.data];
      await runbook(['secret', 'set', 'me/project', 'TOKEN', ...to], stdin);
      await server.command('hook', 'install', bare);
      await place.write({ 'marks/.keep': '' });
      await project.write({
        '.runbook/ci.yml': shaky(place.path),
        '.runbook/called.yml': CALLED.replaceAll('PLACE', place.path),
      });
      await project.git('add', '.');
      await project.git('commit', '--quiet', '--message', 'Shaky');
      await project.git('push', '--quiet', bare, 'main');
      const shows = async (): Promise<number | null> => (await server.command('show', 'me/project#1')).code;
      await expect.poll(shows, { timeout: 20_000 }).toBe(0);
      const first = await server.command('show', 'me/project#1', '--follow');
      expect(first.stdout).toMatch(/✗ call \/ shaky/);
      expect(first.stdout).toMatch(/✓ call \/ steady/);
      expect(first.stdout).toMatch(/- end/);
      expect((await jobs('me/project#1')).map(({ key, needs }) => [key, needs])).toEqual([
        ['begin', []],
        ['call/steady', ['begin']],
        ['call/shaky', ['call/steady']],
        ['end', ['call/shaky']],
      ]);
      expect((await server.command('rerun', 'me/project#1', '--failed')).code).toBe(0);
      const second = await server.command('show', 'me/project#1', '--follow');
      expect(second.stdout).toMatch(/#1 success/);
      const again = (await jobs('me/project#1')).map(({ key, legs }) => [key, legs[0]?.run_attempt]);
      expect(again).toEqual([
        ['begin', 1],
        ['call/steady', 1],
        ['call/shaky', 2],
        ['end', 2],
      ]);
      const log = await server.command('logs', 'me/project#1', '--job', 'call/shaky');
      expect(log.stdout).toContain('token ***');

      await project.write({ SLOW: '' });
      await project.git('add', '.');
      await project.git('commit', '--quiet', '--message', 'Slow');
      await project.git('push', '--quiet', bare, 'main');
      const running = async (): Promise<string> => (await server.command('show', 'me/project#2')).stdout;
      await expect.poll(running, { timeout: 20_000 }).toMatch(/● call \/ steady[^]*● Sleep/);
      expect((await server.command('cancel', 'me/project#2')).code).toBe(0);
      const cancelled = await server.command('show', 'me/project#2', '--follow');
      expect(cancelled.stdout).toMatch(/#2 cancelled/);
      expect(cancelled.stdout).toMatch(/⊘ call \/ steady/);
      expect(cancelled.stdout).toMatch(/⊘ call \/ shaky/);
    } finally {
      await server.stop();
      await place.remove();
    }
  });
});

/** What this test reads of a job in the graph. */
interface Job {
  readonly key: string;
  readonly needs: readonly string[];
  readonly legs: readonly { readonly run_attempt: number }[];
}

const shaky = (place: string): string => `
on: push
jobs:
  begin:
    runs-on: ubuntu-latest
    steps: [{ run: 'echo ${place}' }]
  call:
    needs: begin
    uses: ./.runbook/called.yml
    secrets: inherit
  end:
    needs: call
    runs-on: ubuntu-latest
    steps: [{ run: echo end }]
`;

const CALLED = `
on: workflow_call
jobs:
  steady:
    runs-on: ubuntu-latest
    steps:
      - name: Sleep
        run: test ! -e SLOW || sleep 60
  shaky:
    needs: steady
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "token $TOKEN"
          echo x >> PLACE/marks/tries; test $(wc -l < PLACE/marks/tries) -ge 2
        env:
          TOKEN: \${{ secrets.TOKEN }}
`;
