import type { RunDetailShape } from '../../../src/server/shapes/index.ts';
import type { Installation } from '../support/installation.ts';
import { HOSTILE_LINES, HOSTILE_SUMMARY, hostile } from './payloads.ts';

/** Everything that somebody who may push can write, in one workflow. Values in JSON are YAML. */
const WORKFLOW = `
name: ${JSON.stringify(hostile.image('workflow'))}
run-name: ${JSON.stringify(`${hostile.image('run name')} \${{ github.ref_name }}`)}
on:
  push:
  workflow_dispatch:
    inputs:
      target:
        description: ${JSON.stringify(hostile.image('description'))}
        type: choice
        options: [${JSON.stringify(hostile.attribute('option'))}, plain]
        default: plain
jobs:
  evil:
    name: ${JSON.stringify(hostile.image('job'))}
    runs-on: ubuntu-latest
    strategy:
      matrix:
        value: [${JSON.stringify(hostile.attribute('matrix'))}]
    steps:
      - name: ${JSON.stringify(hostile.image('step'))}
        run: cat lines.txt
      - name: Annotate
        run: cat commands.txt
      - name: Summarise
        run: cat summary.md >> "$GITHUB_STEP_SUMMARY"
      - name: Fail
        run: exit 1
`;

/** A workflow that never starts, and why not names the branch. */
const ELSEWHERE = `
name: Elsewhere
on: { push: { branches: ["only/<b>here</b>"] } }
jobs: { one: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }
`;

/** Its mistakes quote what was written. */
const INVALID = `
name: ${JSON.stringify(hostile.image('invalid workflow'))}
on: push
${JSON.stringify(hostile.image('key'))}: 1
jobs: { one: { runs-on: ubuntu-latest, needs: ${JSON.stringify(hostile.image('needs'))}, steps: [{ run: "true" }] } }
`;

/** In a title or a file's name, a colon and a comma are escaped as GitHub has it. */
const COMMANDS = [
  `::error file=${hostile.image('file')}.js,line=1,title=${hostile.image('title')}::${hostile.image('message')}`,
  `::warning::${hostile.attribute('warning')}`,
  `::group::${hostile.image('group')}`,
  'inside',
  '::endgroup::',
];

/** Escape sequences of terminals that could name an address or a colour: an OSC 8 link, and a style that never ends. */
const SEQUENCES =
  "\u001b]8;;javascript:alert('sequence')\u0007a link\u001b]8;;\u0007\n\u001b[38;2;1;2;999;url(x)m\u001b[31mred\n";

/** The workflow file whose name is hostile. */
export const HOSTILE_FILE = `${hostile.image('file name').replaceAll('/', '')}.yml`;
export const HOSTILE_BRANCH = hostile.branch('branch');
const HOSTILE_MESSAGE = `${hostile.image('commit')}\n\n${hostile.attribute('body')}`;

/** The runs of one hostile push. */
export interface HostileRuns {
  readonly failed: RunDetailShape;
  readonly invalid: RunDetailShape;
}

/** Pushes it to `evil/project`, by an actor with a hostile name, and waits for the runs to end. */
export async function pushHostile(installation: Installation): Promise<HostileRuns> {
  const project = await installation.project('evil/project');
  const files = {
    [`.runbook/${HOSTILE_FILE}`]: WORKFLOW,
    '.runbook/elsewhere.yml': ELSEWHERE,
    '.runbook/invalid.yml': INVALID,
    'lines.txt': `${HOSTILE_LINES.join('\n')}\n${SEQUENCES}`,
    'commands.txt': `${COMMANDS.join('\n')}\n`,
    'summary.md': HOSTILE_SUMMARY,
  };
  // On the default branch as well: what can be dispatched is read there.
  await project.push({ files });
  const actor = hostile.image('actor');
  const sha = await project.push({ branch: HOSTILE_BRANCH, message: HOSTILE_MESSAGE, actor });
  const ended = (invalid: boolean) =>
    installation.runOf(
      sha,
      ({ status, path }) => status === 'completed' && path.includes('invalid.yml') === invalid,
    );
  return { failed: await ended(false), invalid: await ended(true) };
}
