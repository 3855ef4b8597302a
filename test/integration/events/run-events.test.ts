import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunFlags } from '../../../src/cli/commands/run.ts';
import { runHere } from '../../../src/cli/run/run.ts';
import { EVENT_NAMES } from '../../../src/workflow/index.ts';
import { memoryContext } from '../../unit/cli/memory-output.ts';

/** Filters of an event that let the event of this checkout through, and such that keep it out. */
interface Filters {
  readonly passes: string;
  readonly stops: readonly string[];
  /** `github.ref`; default: the default branch. */
  readonly ref?: string;
}

const BRANCH = 'refs/heads/work';
const MERGE = 'refs/pull/1/merge';
const PULL_REQUEST: Filters = {
  passes: 'types: [opened, closed]\n    branches: [ma*]\n    paths: [src/**]',
  stops: [
    'types: [closed]',
    'branches: [other]',
    'branches-ignore: [main]',
    'paths: [docs/**]',
    'paths-ignore: ["**"]',
  ],
  ref: MERGE,
};

const FILTERS: { readonly [event: string]: Filters } = {
  branch_protection_rule: { passes: 'types: [created]', stops: ['types: [deleted]'] },
  check_run: { passes: 'types: [completed]', stops: ['types: [rerequested]'] },
  check_suite: { passes: 'types: [completed]', stops: ['types: [requested]'] },
  create: { passes: '', stops: [], ref: BRANCH },
  deployment: { passes: '', stops: [], ref: BRANCH },
  deployment_status: { passes: '', stops: [], ref: BRANCH },
  discussion: { passes: 'types: [created]', stops: ['types: [answered]'] },
  discussion_comment: { passes: 'types: [created]', stops: ['types: [edited]'] },
  image_version: { passes: 'names: [image]', stops: ['names: [image, "!image"]'] },
  issue_comment: { passes: 'types: [created]', stops: ['types: [deleted]'] },
  issues: { passes: 'types: [opened, edited]', stops: ['types: [closed]'] },
  label: { passes: 'types: created', stops: ['types: edited'] },
  merge_group: {
    passes: 'types: [checks_requested]\n    branches: [main]',
    stops: ['types: [destroyed]', 'branches: [work]'],
    ref: 'refs/heads/gh-readonly-queue/main/pr-1-BASE',
  },
  milestone: { passes: 'types: [created]', stops: ['types: [closed]'] },
  project: { passes: 'types: [created]', stops: ['types: [closed]'] },
  project_card: { passes: 'types: [created]', stops: ['types: [moved]'] },
  project_column: { passes: 'types: [created]', stops: ['types: [moved]'] },
  pull_request: PULL_REQUEST,
  pull_request_comment: { passes: 'types: [created]', stops: ['types: [deleted]'] },
  pull_request_review: { passes: 'types: [submitted]', stops: ['types: [dismissed]'], ref: MERGE },
  pull_request_review_comment: { passes: 'types: [created]', stops: ['types: [deleted]'], ref: MERGE },
  pull_request_target: { ...PULL_REQUEST, ref: 'refs/heads/main' },
  push: {
    passes: 'branches: [work]\n    paths: [src/**]',
    stops: ['branches: [main]', 'tags: ["**"]', 'paths: [docs/**]', 'paths-ignore: ["**"]'],
    ref: BRANCH,
  },
  registry_package: { passes: 'types: [published]', stops: ['types: [updated]'], ref: BRANCH },
  release: { passes: 'types: [published]', stops: ['types: [created]'], ref: 'refs/tags/v1.0.0' },
  repository_dispatch: { passes: 'types: [deploy]', stops: [] },
  watch: { passes: 'types: [started]', stops: [] },
  workflow_call: { passes: '', stops: [], ref: BRANCH },
  workflow_dispatch: { passes: '', stops: [], ref: BRANCH },
  workflow_run: {
    passes: 'workflows: [Build]\n    branches: [work]',
    stops: ['workflows: [Build]\n    types: [requested]', 'workflows: [Build]\n    branches: [main]'],
  },
};

let folder: string;
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-events-'));
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(folder, 'src'));
  git('commit', '--quiet', '--allow-empty', '--message', 'First');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  git('switch', '--quiet', '--create', 'work');
  writeFileSync(join(folder, 'src/a.txt'), 'a');
  git('add', 'src');
  git('commit', '--quiet', '--message', 'Second');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workflow for an event, that prints what it was started by. */
function workflow(event: string, filters: string, says = 'ran'): string {
  const on = event === 'schedule' ? "    - cron: '7 3 * * 1'" : `    ${filters}`;
  return `on:
  ${event}:
${on}
jobs:
  print:
    runs-on: ubuntu-latest
    steps:
      - run: echo "${says} for \${{ github.event_name }} \${{ github.event.action }} at $GITHUB_REF"
`;
}

/** Writes the only files of `.runbook` and runs what listens. */
async function run(files: { readonly [name: string]: string }, flags: RunFlags) {
  const place = join(folder, '.runbook');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const context = memoryContext();
  const code = await runHere([], { ...flags, workdir: folder }, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

describe('runbook run --event', () => {
  it.each([...EVENT_NAMES])('%s runs what listens to it, and nothing else', async (event) => {
    const { passes, stops, ref = 'refs/heads/main' } = FILTERS[event] ?? { passes: '', stops: [] };
    const other = event === 'push' ? 'fork' : 'push';
    const files = {
      'passes.yml': workflow(event, passes),
      'other.yml': workflow(other, '', 'wrong'),
      ...Object.fromEntries(
        stops.map((stop, index) => [`stops-${index}.yml`, workflow(event, stop, 'wrong')]),
      ),
    };
    const { code, stdout, stderr } = await run(files, { event });
    const place = ref.replace('BASE', git('rev-parse', 'main'));
    expect(stdout).toMatch(new RegExp(`\\| ran for ${event} \\w* ?at ${place}\\n`));
    expect(stdout).not.toContain('wrong for');
    expect(stderr.match(/^not run: /gm)).toHaveLength(stops.length + 1);
    expect(code).toBe(0);
  });

  it('schedule has the cron expression of each file, and a payload that is given is laid over', async () => {
    const print = workflow('schedule', '').replace(/ran for .*"/, '$[${{ github.event.schedule }}]"');
    writeFileSync(join(folder, 'event.json'), '{"schedule": "1 2 3 4 5", "sender": {"login": "grace"}}');
    expect((await run({ 'a.yml': print }, { event: 'schedule' })).stdout).toContain('[7 3 * * 1]');
    const given = await run({ 'a.yml': print }, { event: 'schedule', eventPath: join(folder, 'event.json') });
    expect(given.stdout).toContain('[1 2 3 4 5]');
  });

  it('workflow_call takes typed inputs', async () => {
    const called = `on:
  workflow_call:
    inputs:
      count: { type: number, default: 2 }
      loud: { type: boolean }
jobs:
  print:
    runs-on: ubuntu-latest
    steps:
      - run: echo '\${{ toJSON(inputs) }}' | tr -d ' \\n'
`;
    const input = new Map([['loud', 'true']]);
    const { stdout } = await run({ 'called.yml': called }, { event: 'workflow_call', input });
    expect(stdout).toContain('{"count":2,"loud":true}');
  });

  it('is refused in a sentence where it or its payload is none', async () => {
    const files = { 'a.yml': workflow('issues', 'types: [opened]') };
    const path = join(folder, 'broken.json');
    const refused = (flags: RunFlags) => expect(run(files, { event: 'issues', ...flags })).rejects;
    await refused({ event: 'issue' }).toThrow('There is no event issue; did you mean issues?');
    await refused({ eventPath: path }).toThrow(`${path} cannot be read: there is no such file`);
    writeFileSync(path, '{"action": ');
    await refused({ eventPath: path }).toThrow(/broken\.json is not JSON, and a payload is: .*\.$/);
    writeFileSync(path, '["opened"]');
    await refused({ eventPath: path }).toThrow('does not hold a JSON object, and a payload is one.');
    writeFileSync(path, '{"action": "closed"}');
    await refused({ eventPath: path }).toThrow(
      'It does not listen to the activity closed; it listens to opened.',
    );
  });
});
