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
export type Character = 'plain' | 'two-files' | 'broken-file';

/** The files of one commit, drawn from `random`. `ledger` is the ledger's path. */
export function commitFiles(character: Character, random: Random, ledger: string): CommitFiles {
  const files: { [path: string]: string } = { '.runbook/ci.yml': mainWorkflow(random, ledger) };
  if (character === 'two-files') files['.runbook/lint.yml'] = quickWorkflow(ledger);
  const broken = character === 'broken-file' ? ['.runbook/broken.yml'] : [];
  for (const path of broken) files[path] = 'on: push\njobs:\n  broken: {}\n';
  return { files, paths: Object.keys(files), broken };
}

/** A job, two or three legs that need it, and one that needs all of them; steps of a tenth to two seconds. */
function mainWorkflow(random: Random, ledger: string): string {
  const legs = random.chance(0.5) ? '[a, b]' : '[a, b, c]';
  const speed = (): string => `${Math.round(random.between(3, 25))} ${random.between(0.01, 0.08).toFixed(3)}`;
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
          lines ${speed()}
          value=$GITHUB_RUN_ID-$RANDOM
          note set $value
          echo "value=$value" >>"$GITHUB_OUTPUT"
          note end
      - run: |
          . ./ledger.sh 3
          lines ${speed()}
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
          lines ${speed()}
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
