import type { RulePage } from './rule-page.ts';

/** Rules about containers and services. */
export const CONTAINER_PAGES: readonly RulePage[] = [
  {
    rule: 'missing-image',
    severity: 'error',
    summary: 'A container has no image.',
    why: 'GitHub refuses a service without an image, and a container of which only `docker://` is there.',
    bad: `on: push
jobs:
  build:
    services:
      db:
        image: ''
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    services:
      db:
        image: postgres:17
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-port',
    severity: 'warning',
    summary: 'A port of a container cannot be read.',
    why: 'Docker refuses it when the job starts. Write the port of the container, `6379`, or one of the machine before it, `16379:6379`; `/udp` behind it where it is not TCP.',
    bad: `on: push
jobs:
  build:
    services:
      cache:
        image: redis:7
        ports:
          - 6379:63790000
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    services:
      cache:
        image: redis:7
        ports:
          - 16379:6379
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-volume',
    severity: 'warning',
    summary: 'A volume of a container mounts no folder.',
    why: 'Docker refuses it when the job starts: the path in the container must begin with `/`.',
    bad: `on: push
jobs:
  build:
    container:
      image: debian:12
      volumes:
        - cache:var/cache
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    container:
      image: debian:12
      volumes:
        - cache:/var/cache
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'incomplete-credentials',
    severity: 'warning',
    summary: '`credentials` has a name without a password, or a password without a name.',
    why: 'GitHub logs in at the registry only with both, and otherwise pulls the image as a stranger: a private one is then not found.',
    bad: `on: push
jobs:
  build:
    container:
      image: ghcr.io/owner/image
      credentials:
        password: \${{ secrets.REGISTRY_TOKEN }}
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    container:
      image: ghcr.io/owner/image
      credentials:
        username: \${{ github.actor }}
        password: \${{ secrets.REGISTRY_TOKEN }}
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'plain-password',
    severity: 'warning',
    summary: 'The password for the registry of an image is written in the file.',
    why: 'Whoever can read the repository, now or later, can read it, and so can whoever reads the log. A secret is replaced by `***` there.',
    bad: `on: push
jobs:
  build:
    container:
      image: ghcr.io/owner/image
      credentials:
        username: robot
        password: tr0ub4dor
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    container:
      image: ghcr.io/owner/image
      credentials:
        username: \${{ github.actor }}
        password: \${{ secrets.REGISTRY_TOKEN }}
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
