import { describe, expect, it } from 'vitest';
import { DefinitionCache } from '../../../../src/orchestrator/intake/definition-cache.ts';
import { prepareForPush } from '../../../../src/orchestrator/intake/prepare-workflow.ts';
import { createMemoryReader } from '../../../../src/workflow/index.ts';
import { PATH, PUSH } from '../definitions.ts';

const JOBS = 'jobs: { build: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n';
const BY_HAND = 'workflow_dispatch: { inputs: { who: { required: true } } }';
const FORM = { inputs: { who: { type: 'string', required: true } }, leftOut: 0 };

function prepare(text: string, ref = 'refs/heads/main', defaultBranch: string | null = 'main') {
  const cache = new DefinitionCache();
  const url = 'https://git.example.com/octo/widgets.git';
  const push = {
    trigger: { ...PUSH, ref },
    urls: { server: 'https://git.example.com', api: 'https://git.example.com/api' },
    url,
    defaultBranch,
    changedPaths: () => Promise.resolve(null),
  };
  return prepareForPush({ path: PATH, text }, push, cache, cache.projectOf(createMemoryReader({})));
}

describe('a workflow file of a push to the default branch', () => {
  it('says what it declares for being started by hand, whatever becomes of it', async () => {
    expect(await prepare(`on: { push: , ${BY_HAND} }\n${JOBS}`)).toMatchObject({
      outcome: 'started',
      dispatch: FORM,
    });
    expect(await prepare(`on: { ${BY_HAND} }\n${JOBS}`)).toMatchObject({
      outcome: 'skipped',
      dispatch: FORM,
    });
    expect(await prepare(`on: { push: , ${BY_HAND} }\njobs: { build: { steps: 1 } }\n`)).toMatchObject({
      outcome: 'rejected',
      dispatch: FORM,
    });
  });

  it('says that it cannot be started by hand', async () => {
    expect(await prepare(`on: push\n${JOBS}`)).toMatchObject({ outcome: 'started', dispatch: false });
  });

  it('says nothing where it cannot be read', async () => {
    expect(await prepare('on: [')).not.toHaveProperty('dispatch');
  });
});

describe('a workflow file of another push', () => {
  it('does not say what it declares: that is not what people start unless they name the branch', async () => {
    const text = `on: { push: , ${BY_HAND} }\n${JOBS}`;
    expect(await prepare(text, 'refs/heads/topic')).not.toHaveProperty('dispatch');
    expect(await prepare(text, 'refs/tags/main')).not.toHaveProperty('dispatch');
  });

  it('says it where nobody knows the default branch, but not for a tag', async () => {
    const text = `on: { push: , ${BY_HAND} }\n${JOBS}`;
    expect(await prepare(text, 'refs/heads/topic', null)).toMatchObject({ dispatch: FORM });
    expect(await prepare(text, 'refs/tags/v1', null)).not.toHaveProperty('dispatch');
  });
});
