import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, Folder, ServerProcess } from './program.ts';

const CI = `
name: CI
on: [push, workflow_dispatch]
jobs:
  hello:
    runs-on: ubuntu-latest
    steps:
      - name: Say it
        run: |
          echo "hello from \${{ github.event_name }}"
          echo "the key is $KEY"
        env:
          KEY: \${{ secrets.KEY }}
      - run: test ! -e broken
`;

let home: Folder;
let project: Folder;
let server: ServerProcess;
let bare: string;

beforeAll(async () => {
  home = await Folder.make();
  project = await Folder.make();
  bare = join(home.path, 'project.git');
  await home.git('init', '--quiet', '--bare', '--initial-branch=main', bare);
  await project.write({ '.runbook/ci.yml': CI });
  await project.commitAll();
  server = await ServerProcess.start(join(home.path, 'data'), '--allow-local-repositories');
});
afterAll(async () => {
  await server?.stop();
  await home?.remove();
  await project?.remove();
});

async function good(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

/** Pushes, and waits until the server has a run with this number. */
async function pushed(number: number): Promise<void> {
  await project.git('push', '--quiet', bare, 'main');
  await expect
    .poll(async () => (await server.command('show', `me/project#${number}`)).code, {
      timeout: 20_000,
      interval: 50,
    })
    .toBe(0);
}

describe('runbook serve', () => {
  it('says where it is, where its data lies, and whom one trusts', async () => {
    expect(server.said).toContain(server.address);
    expect(server.said).toContain(server.data);
    expect(server.said).toContain('trust');
    expect(((await stat(server.data)).mode & 0o777).toString(8)).toBe('700');
    expect(((await stat(join(server.data, 'keys/token'))).mode & 0o777).toString(8)).toBe('600');
  });

  it('has its data folder alone', async () => {
    await expect(ServerProcess.start(server.data)).rejects.toThrow(/serve ended with 2/);
  });

  it('registers a repository, installs its hook, and makes a push a run with logs', async () => {
    await good(server.command('repo', 'add', 'me/project', bare));
    expect(await good(server.command('repo', 'list'))).toContain(`me/project  ${bare}`);
    const installed = await good(server.command('hook', 'install', bare));
    expect(installed).toContain('for me/project');
    await pushed(1);

    const logs = await good(server.command('logs', 'last', '--follow'));
    expect(logs).toContain('hello | hello from push\n');
    expect(logs).toContain('hello | ▶ Say it\n');
    expect(await good(server.command('logs', 'me/project#1', '--job', 'hello', '--step', '2'))).toContain(
      '\nhello from push\n',
    );
    const shown = await good(server.command('show', 'last', '--follow'));
    expect(shown).toMatch(/✓ CI #1 success/);
    expect(shown).toMatch(/✓ Say it/);
    expect(await good(server.command('runs'))).toMatch(/me\/project#1 +CI +First +main +push +success/);

    const folder = join(server.data, 'logs/me/project/1/hello.1');
    const [step] = (await readdir(folder)).filter((name) => name.startsWith('02-') && name.endsWith('.log'));
    expect(await readFile(join(folder, step!), 'utf8')).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z hello from push$/m,
    );
  });

  it('gives a secret to the job and never shows it', async () => {
    const set = server.command('secret', 'set', 'me/project', 'KEY');
    expect((await set).code).toBe(2);
    const { runbook } = await import('./program.ts');
    const where = ['--server', server.address, '--data', server.data];
    await good(runbook(['secret', 'set', 'me/project', 'KEY', ...where], { input: 'open-sesame\n' }));
    expect(await good(server.command('secret', 'list', 'me/project'))).toBe('KEY\n');
    await good(server.command('dispatch', 'me/project', 'ci.yml'));
    const logs = await good(server.command('logs', 'me/project#2', '--follow'));
    expect(logs).toContain('hello | hello from workflow_dispatch\n');
    expect(logs).toContain('hello | the key is ***\n');
    await good(server.command('secret', 'remove', 'me/project', 'KEY'));
  });

  it('ends a follower with 1 where the run fails, and reruns', async () => {
    await project.write({ broken: '' });
    await project.git('add', '.');
    await project.git('commit', '--quiet', '-m', 'Break it');
    await pushed(3);
    const followed = await server.command('show', 'me/project#3', '--follow');
    expect(followed.code).toBe(1);
    expect(followed.stdout).toMatch(/✗ hello/);
    await good(server.command('rerun', 'me/project#3', '--failed'));
    const again = await server.command('show', 'me/project#3', '--follow', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ run: { run_attempt: 2, conclusion: 'failure' } });
  });

  it('shows the mistakes of a broken file as a failed run', async () => {
    await project.write({ '.runbook/ci.yml': CI.replace('runs-on', 'run-on') });
    await project.git('commit', '--quiet', '-a', '-m', 'Mistype');
    await pushed(4);
    const { stdout } = await server.command('show', 'me/project#4');
    expect(stdout).toMatch(/✗ CI #4 failure/);
    expect(stdout).toContain('did you mean `runs-on`?');
  });

  it('says what is wrong in a sentence', async () => {
    expect((await server.command('show', '99999')).stderr).toContain('There is no run 99999');
    expect((await server.command('logs', 'me/project#1', '--job', 'nope')).stderr).toContain('it has hello');
    expect((await server.command('cancel', 'me/project#1')).code).toBe(2);
    expect((await server.command('repo', 'add', 'x', bare)).stderr).toContain('owner/name');
    expect((await server.command('repo', 'add', 'me/evil', 'ext::sh -c id')).code).toBe(2);
  });

  it('ends on SIGTERM with 0, and has everything when it starts again', async () => {
    expect(await server.stop('SIGTERM')).toBe(0);
    server = await ServerProcess.start(server.data, '--allow-local-repositories');
    expect(await good(server.command('runs'))).toContain('me/project#4');
    expect(await good(server.command('logs', 'me/project#1'))).toContain('hello from push');
    expect(await server.stop('SIGINT')).toBe(130);
  });
});
