import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

/** No line of a real file is as long. */
const LONG = 'x'.repeat(100_000);

const STEPS = 'runs-on: a, steps: [{ run: make }]';

/** Files with a long text where a message would quote it. */
const SOURCES: readonly (readonly [string, string])[] = [
  ['need', `on: push\njobs: { a: { needs: ${LONG}, ${STEPS} } }`],
  ['action', `on: push\njobs: { a: { runs-on: a, steps: [{ uses: '${LONG}' }] } }`],
  ['workflow', `on: push\njobs: { a: { uses: '${LONG}' } }`],
  ['shell', `on: push\njobs: { a: { runs-on: a, steps: [{ run: a, shell: '${LONG}' }] } }`],
  ['cron', `on: { schedule: [{ cron: '${LONG} * * * *' }] }\njobs: { a: { ${STEPS} } }`],
  ['cron range', `on: { schedule: [{ cron: '1-${LONG}-2 * * * *' }] }\njobs: { a: { ${STEPS} } }`],
  ['time zone', `on: { schedule: [{ cron: '0 0 * * *', timezone: '${LONG}' }] }\njobs: { a: { ${STEPS} } }`],
  ['pattern', `on: { push: { branches: ['${LONG} '] } }\njobs: { a: { ${STEPS} } }`],
  ['variable', `on: push\nenv: { '${LONG} ': a }\njobs: { a: { ${STEPS} } }`],
  [
    'excluded key',
    `on: push\njobs: { a: { strategy: { matrix: { n: [1], exclude: [{ ${LONG}: 1 }] } }, ${STEPS} } }`,
  ],
  [
    'excluded value',
    `on: push\njobs: { a: { strategy: { matrix: { n: [1], exclude: [{ n: ${LONG} }] } }, ${STEPS} } }`,
  ],
  ['port', `on: push\njobs: { a: { services: { s: { image: a, ports: ['${LONG}'] } }, ${STEPS} } }`],
  ['group', `on: push\nconcurrency: '${LONG}'\njobs: { a: { concurrency: '${LONG}', ${STEPS} } }`],
  ['runner group', `on: push\njobs: { a: { runs-on: { group: 'a/b/${LONG}' }, steps: [{ run: a }] } }`],
  ['waited step', `on: push\njobs: { a: { runs-on: a, steps: [{ run: a }, { wait: ${LONG} }] } }`],
];

describe('a message about a text of a hundred thousand characters', () => {
  it.each(SOURCES)('stays a sentence: %s', (_name, source) => {
    const { problems } = parseWorkflow(source, 'ci.yml');
    expect(problems).not.toEqual([]);
    for (const { message } of problems) expect(message.length).toBeLessThan(600);
  });
});
