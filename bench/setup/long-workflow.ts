/** About 200 lines: jobs in a chain, each with a matrix, conditions and outputs. */
export function longWorkflow(name = 'Long'): string {
  const jobs = Array.from(
    { length: 12 },
    (_, job) => `  job-${job}:
    name: Job ${job} on \${{ matrix.node }}
${job === 0 ? '' : `    needs: job-${job - 1}\n`}    runs-on: ubuntu-latest
    if: \${{ github.ref_type == 'branch' && !cancelled() }}
    strategy:
      matrix:
        node: [20, 22, 24]
    outputs:
      value: \${{ steps.make.outputs.value }}
    steps:
      - uses: actions/checkout@v4
      - id: make
        name: Make it
        run: echo "value=\${{ matrix.node }}" >> "$GITHUB_OUTPUT"
        env:
          BRANCH: \${{ github.ref_name }}
`,
  );
  return `name: ${name}\non:\n  push:\n    branches: [main, 'release/**']\njobs:\n${jobs.join('')}`;
}
