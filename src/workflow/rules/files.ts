import type { RulePage } from './rule-page.ts';

const WORKFLOW = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;

/** Rules about the file itself, before anything in it is read. */
export const FILE_PAGES: readonly RulePage[] = [
  {
    rule: 'not-utf8',
    severity: 'error',
    summary: 'The file has bytes that are not UTF-8.',
    why: 'A workflow is read as UTF-8, with or without a byte order mark; other encodings would be read as something else than what was written. Save the file as UTF-8. The place is the first byte that cannot be read. A server refuses such a file when it is pushed, with the same place.',
    kind: 'commands',
    bad: `printf 'name: caf\\351\\non: push\\n' > .runbook/ci.yml
cat job.yml >> .runbook/ci.yml
`,
    good: `printf 'name: caf\\303\\251\\non: push\\n' > .runbook/ci.yml
cat job.yml >> .runbook/ci.yml
`,
    files: { 'job.yml': WORKFLOW.slice(WORKFLOW.indexOf('jobs:')) },
  },
  {
    rule: 'unreadable-file',
    severity: 'error',
    summary: 'A workflow, or a file that it uses, cannot be read as a file of its own.',
    why: 'A server reads workflows from the commit and follows no links, as what they name may lie outside of the repository. A symbolic link or a submodule in the place of a workflow is refused, and so is a local action or a called workflow that is too large, no text, or a link that leaves the repository. Commit the file itself; to share jobs between workflows use `workflow_call`.',
    kind: 'commands',
    bad: `ln -s ../.github/workflows/ci.yml .runbook/ci.yml
`,
    good: `cp .github/workflows/ci.yml .runbook/ci.yml
`,
    files: { '.github/workflows/ci.yml': WORKFLOW },
  },
  {
    rule: 'file-too-large',
    severity: 'error',
    summary: 'The file is larger than a workflow may be.',
    why: 'A workflow may have 1 MiB of text and 200,000 keys, values and signs, so that reading it takes a bounded time. Files of that size are generated; divide them into several workflows, or let a script do what differs from job to job.',
    kind: 'commands',
    bad: `cat some.yml > .runbook/ci.yml
seq --format='# generated line %.0f' 60000 >> .runbook/ci.yml
`,
    good: `cat some.yml > .runbook/ci.yml
seq --format='# generated line %.0f' 600 >> .runbook/ci.yml
`,
    files: { 'some.yml': WORKFLOW },
  },
];
