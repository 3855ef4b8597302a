import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Folder, runbook, ServerProcess } from './program.ts';

/** A script that fails with `code` until it was run so often, whatever runs it; `place` is where it counts. */
const until = (place: string, times: number, code: number): string =>
  `echo x >> ${place}; test $(wc -l < ${place}) -ge ${times} || exit ${code}`;

const workflow = (place: string): string => `
on: push
jobs:
  step:
    runs-on: ubuntu-latest
    steps:
      - name: Shaky
        run: ${until('tries', 3, 1)}
        retry: { attempts: 3 }
      - run: echo "passed after $(wc -l < tries) tries"
  job:
    runs-on: ubuntu-latest
    retry: { attempts: 2, delay: 0.1s, on: [75] }
    steps:
      - run: test ! -e fresh && touch fresh
      - name: Count
        run: ${until(`${place}/job`, 2, 75)}
  after:
    needs: [step, job]
    runs-on: ubuntu-latest
    steps:
      - run: echo "step \${{ needs.step.result }}, job \${{ needs.job.result }}"
`;

const failing = (place: string): string => `
on: push
jobs:
  other:
    runs-on: ubuntu-latest
    retry: { attempts: 3, on: [75, timeout] }
    steps:
      - run: ${until(`${place}/other`, 2, 1)}
`;

let place: Folder;
let project: Folder;
beforeAll(async () => {
  place = await Folder.make();
  project = await Folder.make();
  await project.write({
    '.runbook/ci.yml': workflow(place.path),
    'failing.yml': failing(place.path),
  });
  await project.commitAll();
});
afterAll(async () => {
  await place?.remove();
  await project?.remove();
});

describe('retry', () => {
  it('runs steps and jobs again with `runbook run`, and says so', async () => {
    const { code, stdout } = await runbook(['run', '--workdir', project.path]);
    expect(stdout).toContain('step | Try 3 of 3');
    expect(stdout).toContain('passed after 3 tries');
    expect(stdout).toContain('job | waiting: Try 1 of 2 ended as failure');
    expect(stdout).toContain('step success, job success');
    expect(stdout).toMatch(/✗ job .*\(tried again\)/);
    expect(stdout).not.toContain('shell: ');
    expect(code).toBe(0);
  });

  it('is not made after an exit code that `on` does not name', async () => {
    const { code, stdout } = await runbook(['run', 'failing.yml', '--json'], { cwd: project.path });
    expect(code).toBe(1);
    expect(stdout.match(/"type":"job_offered"/g)).toHaveLength(1);
    expect(stdout).toContain('"exitCode":1');
  });

  it('leaves each attempt of a job with its own logs on a server', async () => {
    const bare = join(place.path, 'project.git');
    await place.git('init', '--quiet', '--bare', '--initial-branch=main', bare);
    const server = await ServerProcess.start(join(place.path, 'data'), '--allow-local-repositories');
    try {
      await server.command('repo', 'add', 'me/project', bare);
      await server.command('hook', 'install', bare);
      await place.write({ job: '' });
      await project.git('push', '--quiet', bare, 'main');
      const known = async (): Promise<number | null> => (await server.command('show', 'me/project#1')).code;
      await expect.poll(known, { timeout: 20_000 }).toBe(0);
      const shown = await server.command('show', 'me/project#1', '--follow');
      expect(shown.stdout).toMatch(/✓ \.runbook\/ci\.yml #1 success/);
      expect(shown.code).toBe(0);
      const folders = await readdir(join(server.data, 'logs/me/project/1'));
      expect(folders.filter((name) => name.startsWith('job.')).sort()).toEqual(['job.1', 'job.2']);
      expect(shown.stdout).toContain('Earlier tries: runbook logs me/project#1 --job job.1\n');
      const first = await server.command('logs', 'me/project#1', '--job', 'job.1', '--follow');
      expect(first.stdout).toContain('Process completed with exit code 75.');
      expect(first.stdout).toContain('Job job ends: failure');
      const newest = await server.command('logs', 'me/project#1', '--job', 'job');
      expect(newest.stdout).toContain('Job job ends: success');
      const logs = await server.command('logs', 'me/project#1', '--job', 'step', '--step', '2');
      expect(logs.stdout).toContain('Try 2 of 3: Process completed with exit code 1.');
    } finally {
      await server.stop();
    }
  });
});
