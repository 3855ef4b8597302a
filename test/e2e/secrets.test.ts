import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpRemote, serveOverHttp } from '../unit/git/http-remote.ts';
import { Folder, ServerProcess } from './program.ts';

const KEY = 'pa$$\'w"ord\\of-the-test';
const LINES = '-----BEGIN KEY-----\nMIIEabcdefgh1234\n}\nqrstUVWX5678==\n-----END KEY-----';
const CREDENTIALS = 'robot:Cr3dentials-Of-The-Remote';
const WEBHOOK_SECRET = 'webhook-secret-of-the-test';
const CANARY = 'canary-of-the-server';

/** What must stand nowhere. */
const HIDDEN = [
  KEY,
  JSON.stringify(KEY).slice(1, -1),
  encodeURIComponent(KEY),
  base64(KEY),
  ...LINES.split('\n').filter((line) => line.length > 1),
  base64(LINES),
  'Cr3dentials-Of-The-Remote',
  base64(CREDENTIALS),
  WEBHOOK_SECRET,
  CANARY,
];

const CI = `
name: CI
on: push
jobs:
  careless:
    name: Careless
    runs-on: ubuntu-latest
    outputs:
      key: \${{ steps.say.outputs.key }}
      lines: \${{ steps.say.outputs.lines }}
      encoded: \${{ steps.say.outputs.encoded }}
      fine: \${{ steps.say.outputs.fine }}
    env:
      KEY: \${{ secrets.KEY }}
      LINES: \${{ secrets.LINES }}
    steps:
      - id: say
        name: Say \${{ secrets.KEY }}
        run: |
          echo "length \${#KEY} $KEY"
          printf %s "\${KEY:0:7}"; sleep 0.1; echo "\${KEY:7}"
          echo "$LINES"
          printf %s "$KEY" | base64
          printf %s "$LINES" | base64 -w 0
          env; tr '\\0' '\\n' < /proc/self/environ
          { echo "key=$KEY"; echo "encoded=$(printf %s "$KEY" | base64)"; echo fine=yes; } >> "$GITHUB_OUTPUT"
          { echo 'lines<<END'; echo "$LINES"; echo END; } >> "$GITHUB_OUTPUT"
          echo "KEPT=$KEY" >> "$GITHUB_ENV"
          echo "# $KEY and $LINES" >> "$GITHUB_STEP_SUMMARY"
          echo "::error title=$KEY,file=$KEY::$KEY"
          echo "::warning::\${LINES//$'\\n'/%0A}"
          echo "::group::$KEY"
          echo "::set-output name=old::$KEY"
      - name: In the script
        run: |
          set -x
          cat <<'END'
          \${{ secrets.KEY }}
          \${{ toJSON(secrets) }}
          END
          sleep 0.3
      - run: echo of \${{ secrets.LINES }}
      - if: always()
        continue-on-error: true
        working-directory: /nowhere/\${{ secrets.KEY }}
        run: 'true'
      - if: always()
        run: git remote -v; git fetch; git config --list; cat .git/config
  shell:
    runs-on: ubuntu-latest
    continue-on-error: true
    env:
      LINES: \${{ secrets.LINES }}
    defaults:
      run:
        shell: sh -c "echo '\${{ env.LINES }}'; sleep 0.3; sh {0}"
    steps:
      - run: 'true'
  next:
    needs: careless
    if: always()
    runs-on: ubuntu-latest
    steps:
      - run: echo '\${{ toJSON(needs.careless.outputs) }}'
`;

function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '');
}

let home: Folder;
let project: Folder;
let remote: HttpRemote;
let server: ServerProcess;
let bare: string;

beforeAll(async () => {
  home = await Folder.make();
  project = await Folder.make();
  bare = join(home.path, 'project.git');
  await home.git('init', '--quiet', '--bare', '--initial-branch=main', bare);
  await project.write({ '.runbook/ci.yml': CI });
  await project.commitAll();
  remote = await serveOverHttp(home.path, CREDENTIALS);
  server = await ServerProcess.startIn({ SERVER_SETTING: CANARY }, join(home.path, 'data'));
});
afterAll(async () => {
  await server?.stop();
  await remote?.close();
  await home?.remove();
  await project?.remove();
});

/** A change through the API, so that the test's own commands have nothing in their arguments. */
async function change(method: string, path: string, body: object): Promise<number> {
  const token = await readFile(join(server.data, 'keys/token'), 'utf8');
  const headers = { authorization: `Bearer ${token.trim()}` };
  const answer = await fetch(`${server.address}${path}`, { method, headers, body: JSON.stringify(body) });
  return answer.status;
}

async function runCount(): Promise<number> {
  const answer = await fetch(`${server.address}/api/runs`);
  return ((await answer.json()) as { readonly total_count: number }).total_count;
}

/** Looks at the arguments of every process, again and again; the result stops it and gives what it saw. */
function watchArguments(): () => string {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${process}/cmdline`, 'utf8'));
      } catch {
        // It has ended.
      }
    }
  }, 20);
  return () => {
    clearInterval(timer);
    return [...seen].join('\n');
  };
}

/** Every byte below a folder, databases and their journals included. */
async function everything(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
  return texts.join('\n');
}

describe('what nobody should read', () => {
  it('reaches the steps, and stands in no file, no event and no argument list', async () => {
    const url = `${remote.url.replace('//', `//${CREDENTIALS}@`)}/project.git`;
    const registration = { full_name: 'me/project', url, secret: WEBHOOK_SECRET };
    expect(await change('POST', '/api/repositories', registration)).toBe(201);
    const secrets = '/api/repositories/me/project/secrets';
    expect(await change('PUT', `${secrets}/KEY`, { value: KEY })).toBe(204);
    expect(await change('PUT', `${secrets}/LINES`, { value: LINES })).toBe(204);
    expect((await server.command('hook', 'install', bare, '--name', 'me/project')).code).toBe(0);
    const stopWatching = watchArguments();
    await project.git('push', '--quiet', bare, 'main');
    await expect.poll(runCount, { timeout: 20_000 }).toBe(1);
    const logs = await server.command('logs', 'me/project#1', '--follow');
    const argumentLists = stopWatching();

    expect(logs.stdout).toContain(`length ${KEY.length} ***`);
    expect(logs.stdout).toContain('"fine": "yes"');
    expect(logs.stdout).toContain('The output key was left out because it may hold a secret.');
    expect(logs.stdout).toContain('The shell of this step holds the value of a secret');
    expect(logs.stdout).toContain('▶ Say ***');
    expect(argumentLists).toContain('/dev/fd/3');
    const running = await everything(server.data);
    await server.stop();
    const stopped = await everything(server.data);
    const places = { argumentLists, running, stopped, logs: logs.stdout };
    for (const [place, text] of Object.entries(places)) {
      for (const hidden of HIDDEN) expect(text.includes(hidden), `${hidden} in ${place}`).toBe(false);
    }
  });
});
