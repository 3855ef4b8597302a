import { describe, expect, it } from 'vitest';
import {
  deliveryId,
  type DispatchRequested,
  type JsonObject,
  repositoryName,
} from '../../../../src/events/index.ts';
import { DefinitionCache } from '../../../../src/orchestrator/intake/definition-cache.ts';
import { prepareForDispatch } from '../../../../src/orchestrator/intake/prepare-dispatch.ts';
import { createMemoryReader } from '../../../../src/workflow/index.ts';
import { PATH, PUSH, REPOSITORY } from '../definitions.ts';

const SOURCE = `name: CI
on:
  workflow_dispatch:
    inputs:
      who: { required: true }
      level: { type: choice, options: [low, high] }
      count: { type: number }
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ run: make }] }
`;

function prepare(workflow: string, inputs: JsonObject, text = SOURCE) {
  const request: DispatchRequested = {
    v: 1,
    at: '',
    by: 'server',
    type: 'dispatch_requested',
    repository: repositoryName(REPOSITORY),
    delivery: deliveryId('dispatch:1'),
    workflow,
    ref: 'main',
    inputs,
    actor: 'mona',
  };
  const serverUrl = 'http://127.0.0.1:4000';
  const url = 'https://git.example.com/octo/widgets.git';
  const facts = {
    trigger: { ...PUSH, event: 'workflow_dispatch' },
    urls: { server: serverUrl, api: `${serverUrl}/api/v3` },
    url,
    defaultBranch: 'main',
  };
  const repository = { repository: REPOSITORY, url, defaultBranch: 'main', serverUrl };
  const cache = new DefinitionCache();
  const project = cache.projectOf(createMemoryReader({}));
  return prepareForDispatch([{ path: PATH, text }], request, facts, repository, cache, project);
}

describe('a dispatch', () => {
  it('starts the workflow with its inputs in their types', async () => {
    expect(await prepare('ci.yml', { who: 'mona', level: 'high', count: '3' })).toMatchObject({
      outcome: 'started',
      facts: { trigger: { inputs: { who: 'mona', level: 'high', count: 3 } } },
    });
  });

  it('is refused for its inputs with a sentence for each of them, which names it', async () => {
    const refused = await prepare('ci.yml', { level: 'max', count: 'many', wo: 'mona' });
    const problems = [
      { input: 'wo', message: 'The workflow has no input `wo`; did you mean `who`?' },
      { input: 'who', message: 'The input `who` is required.' },
      { input: 'level', message: 'The input `level` must be one of `low`, `high`.' },
      { input: 'count', message: 'The input `count` must be a number.' },
    ];
    expect(refused).toEqual({
      outcome: 'skipped',
      path: PATH,
      name: 'CI',
      reason: problems.map(({ message }) => message).join(' '),
      inputProblems: problems,
    });
  });

  it('says that there is no such file, or that it does not listen', async () => {
    expect(await prepare('deploy.yml', {})).toEqual({
      outcome: 'skipped',
      path: 'deploy.yml',
      reason: 'There is no workflow deploy.yml at refs/heads/main.',
    });
    const text = SOURCE.replace(/on:[^]*jobs:/, 'on: push\njobs:');
    expect(await prepare('ci.yml', {}, text)).toMatchObject({
      outcome: 'skipped',
      reason: 'It does not listen to `workflow_dispatch`.',
    });
  });
});
