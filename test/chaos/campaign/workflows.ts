import type { Random } from './random.ts';

/** What a commit holds. */
export interface CommitFiles {
  readonly files: { readonly [path: string]: string };
  /** The workflow files, each of which becomes one run. */
  readonly paths: readonly string[];
  /** Those of them that are broken. */
  readonly broken: readonly string[];
}

/** What the repositories are like, so that they do not all do the same. */
export type Character = 'plain' | 'two-files' | 'broken-file' | 'calls';

/** The files of one commit, drawn from `random`. `ledger` is the ledger's path. */
export function commitFiles(character: Character, random: Random, ledger: string): CommitFiles {
  if (character === 'calls') return callingFiles(random, ledger);
  const files: { [path: string]: string } = { '.runbook/ci.yml': mainWorkflow(random, ledger) };
  if (character === 'two-files') files['.runbook/lint.yml'] = quickWorkflow(ledger);
  const broken = character === 'broken-file' ? ['.runbook/broken.yml'] : [];
  for (const path of broken) files[path] = 'on: push\njobs:\n  broken: {}\n';
  return { files, paths: Object.keys(files), broken };
}

/** A workflow that calls another one, which listens to nothing else and so is no run by itself. */
function callingFiles(random: Random, ledger: string): CommitFiles {
  const path = '.runbook/deploy.yml';
  const called = '.runbook/called.yml';
  const files = {
    [path]: callingWorkflow(random, ledger, called),
    [called]: calledWorkflow(random, ledger),
  };
  return { files, paths: [path], broken: [] };
}

/** For ledger.sh: how many lines, and the seconds between them. */
function speed(random: Random): string {
  return `${Math.round(random.between(3, 25))} ${random.between(0.01, 0.08).toFixed(3)}`;
}

/** A job that may be tried twice, and on half of the commits must be; two calls that need it; one that needs those. */
function callingWorkflow(random: Random, ledger: string, called: string): string {
  const first = random.chance(0.5) ? 'fail_first' : '# The first try may do.';
  return `name: Deploy
on: push
env:
  LEDGER: ${ledger}
jobs:
  flaky:
    runs-on: ubuntu-latest
    retry:
      attempts: 2
      on: [failure, worker-lost]
    env:
      LEG: 0
    steps:
      - run: |
          . ./ledger.sh 2
          leave
          lines ${speed(random)}
          ${first}
          lines 2 0.01
          note end
  deploy:
    needs: flaky
    strategy:
      fail-fast: ${random.chance(0.5)}
      matrix:
        target: [staging, production]
    uses: ./${called}
    with:
      target: \${{ matrix.target }}
  report:
    needs: deploy
    if: \${{ !cancelled() }}
    runs-on: ubuntu-latest
    env:
      LEG: 0
    steps:
      - run: |
          . ./ledger.sh 2
          note got "$VALUE"
          say
          note end
        env:
          VALUE: \${{ needs.deploy.outputs.value }}
`;
}

/** A job, and one that needs it. */
function calledWorkflow(random: Random, ledger: string): string {
  return `name: Called
on:
  workflow_call:
    inputs:
      target:
        type: string
        required: true
    outputs:
      value:
        value: \${{ jobs.build.outputs.value }}
env:
  LEDGER: ${ledger}
  LEG: 0
jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      value: \${{ steps.set.outputs.value }}
    steps:
      - id: set
        run: |
          . ./ledger.sh 2
          lines ${speed(random)}
          value=$GITHUB_RUN_ID-$TARGET-$RANDOM
          note set $value
          echo "value=$value" >>"$GITHUB_OUTPUT"
          note end
        env:
          TARGET: \${{ inputs.target }}
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: |
          . ./ledger.sh 2
          note got "$VALUE"
          say
          note end
        env:
          VALUE: \${{ needs.build.outputs.value }}
`;
}

/** A job, two or three legs that need it, and one that needs all of them; steps of a tenth to two seconds. */
function mainWorkflow(random: Random, ledger: string): string {
  const legs = random.chance(0.5) ? '[a, b]' : '[a, b, c]';
  return `name: Chaos
on: push
env:
  LEDGER: ${ledger}
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      LEG: 0
    outputs:
      value: \${{ steps.set.outputs.value }}
    steps:
      - id: set
        run: |
          . ./ledger.sh 2
          leave
          lines ${speed(random)}
          value=$GITHUB_RUN_ID-$RANDOM
          note set $value
          echo "value=$value" >>"$GITHUB_OUTPUT"
          note end
      - run: |
          . ./ledger.sh 3
          lines ${speed(random)}
          note end
  test:
    needs: build
    runs-on: ubuntu-latest
    env:
      LEG: \${{ strategy.job-index }}
    strategy:
      fail-fast: ${random.chance(0.5)}
      matrix:
        leg: ${legs}
    steps:
      - run: |
          . ./ledger.sh 2
          note got "$VALUE"
          lines ${speed(random)}
          note end
        env:
          VALUE: \${{ needs.build.outputs.value }}
  report:
    needs: [build, test]
    if: \${{ !cancelled() }}
    runs-on: ubuntu-latest
    env:
      LEG: 0
    steps:
      - run: |
          . ./ledger.sh 2
          note got "$VALUE"
          lines 2 0.01
          note end
        env:
          VALUE: \${{ needs.build.outputs.value }}
`;
}

/** One job that is over at once. */
function quickWorkflow(ledger: string): string {
  return `name: Quick
on: push
jobs:
  quick:
    runs-on: ubuntu-latest
    env:
      LEDGER: ${ledger}
      LEG: 0
    steps:
      - run: |
          . ./ledger.sh 2
          say
          note end
`;
}
