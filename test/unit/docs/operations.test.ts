import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { memoryContext } from '../cli/memory-output.ts';
import { Installation } from '../server/installation.ts';
import { quoted, tableRows } from './tables.ts';

const PAGE = 'operations.md';

describe('docs/operations.md', () => {
  it('has every metric that /metrics shows, with its kind', async () => {
    const runbook = await Installation.start();
    const text = await (await runbook.request('/metrics')).text();
    await runbook.stop();
    const shown = [...text.matchAll(/^# TYPE (runbook_\w+) (\w+)$/gm)].map(
      ([, name, kind]) => `${name} ${kind}`,
    );
    const documented = tableRows(PAGE, 'Metrics').map(
      ([name = '', kind]) => `${quoted(name)[0] ?? ''} ${kind}`,
    );
    expect(documented.sort()).toEqual(shown.sort());
  });

  it.each(['serve', 'worker'])('has every flag of %s with its variable', (name) => {
    const command = createProgram(memoryContext()).commands.find((one) => one.name() === name);
    const flags = command?.options.map((option) => `${option.long} ${option.envVar}`) ?? [];
    const documented = tableRows(PAGE, 'Flags as environment variables').flatMap(
      ([flag = '', variable = '', of = '']) =>
        flag.startsWith('`--') && [name, 'both'].includes(of)
          ? [`${quoted(flag)[0]} ${quoted(variable)[0]}`]
          : [],
    );
    expect(documented.sort()).toEqual(flags.sort());
  });
});
