import type { RulePage } from './rule-page.ts';

/** Rules about events, their filters and schedules. */
export const TRIGGERS_PAGES: readonly RulePage[] = [
  {
    rule: 'bad-cron',
    severity: 'error',
    summary: 'A schedule is no cron expression.',
    why: 'It has five fields: minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or `jan` to `dec`), weekday (0-6 or `sun` to `sat`). In each stand `*`, a number, a range `1-5`, a list `1,3`, or a step `*/15`.',
    bad: `on:
  schedule:
    - cron: '30 5 * * 7'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  schedule:
    - cron: '30 5 * * 0'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'frequent-cron',
    severity: 'warning',
    summary: 'A schedule is due more often than every five minutes.',
    why: 'GitHub does not run a schedule more often. `* 3 * * *` means every minute from 3:00 to 3:59; once a day at 3:00 is `0 3 * * *`.',
    bad: `on:
  schedule:
    - cron: '* 3 * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  schedule:
    - cron: '0 3 * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'never-due',
    severity: 'warning',
    summary: 'A schedule names a day that none of its months has.',
    why: 'It never starts a run.',
    bad: `on:
  schedule:
    - cron: '0 0 31 4,6 *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  schedule:
    - cron: '0 0 30 4,6 *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'unknown-timezone',
    severity: 'warning',
    summary: '`timezone` names no time zone.',
    why: 'It must be a name of the IANA time zone database, as `America/New_York`; without one a schedule counts in UTC.',
    bad: `on:
  schedule:
    - cron: '0 9 * * 1-5'
      timezone: Europe/Berln
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  schedule:
    - cron: '0 9 * * 1-5'
      timezone: Europe/Berlin
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'event-not-delivered',
    severity: 'warning',
    summary: 'An event of GitHub on which Runbook does not start workflows yet.',
    why: 'The file is valid, and the event starts nothing here. `runbook run --event` executes it by hand.',
    bad: `on: [push, release]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'conflicting-filters',
    severity: 'error',
    summary: 'A filter and its `-ignore` form stand at the same event.',
    why: 'GitHub refuses the file. Use the plain filter, with `!` patterns behind those from which something is taken away.',
    bad: `on:
  push:
    branches: ['release/**']
    branches-ignore: ['release/old-*']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  push:
    branches: ['release/**', '!release/old-*']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-pattern',
    severity: 'error',
    summary: 'A pattern of a filter cannot be read.',
    why: '`*` is anything but `/`, `**` is anything, `?` and `+` repeat the character before them, `[]` is a set of characters, and `\\` takes the next character as it is.',
    bad: `on:
  push:
    tags: ['v[0-9']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  push:
    tags: ['v[0-9]']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'matches-nothing',
    severity: 'warning',
    summary: 'Nothing can match a pattern of a filter.',
    why: 'Branches and tags are compared by their names, without `refs/heads/`; paths from the root of the repository, without `./` or `/` before them, and always those of files, so that a folder needs `/**`.',
    bad: `on:
  push:
    paths: ['docs/']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  push:
    paths: ['docs/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'useless-escape',
    severity: 'warning',
    summary: 'A `\\` in a pattern stands before a letter or a digit, which means itself anyway.',
    why: 'Filters are no regular expressions: `\\d` is the letter d, and a digit is `[0-9]`. In `paths`, folders are separated by `/`, also for repositories that are used on Windows.',
    bad: `on:
  push:
    tags: ['v\\d+']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  push:
    tags: ['v[0-9]+']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'selects-nothing',
    severity: 'warning',
    summary: 'A filter or a schedule selects nothing, or a `!` pattern takes nothing away.',
    why: 'A `!` pattern takes away from what the patterns before it select. Where none stands before it, it does nothing.',
    bad: `on:
  push:
    branches: ['!main']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  push:
    branches: ['**', '!main']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
