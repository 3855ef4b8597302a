import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Installation, job, REPOSITORY, workflow } from './installation.ts';

describe('starting a workflow by hand', () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  async function dispatch(body: object): Promise<{ readonly status: number; readonly answer: unknown }> {
    const path = `/api/v3/repos/${REPOSITORY}/actions/workflows/ci.yml/dispatches`;
    const response = await runbook.request(path, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, answer: await response.json() };
  }

  it('gives the run', async () => {
    runbook.onDispatch = () => workflow(job('build'));
    const { status, answer } = await dispatch({ ref: 'main', return_run_details: true });
    const { run } = await runbook.event('run_requested');
    expect([status, answer]).toEqual([
      200,
      expect.objectContaining({ workflow_run_id: run, html_url: `${runbook.url}/runs/${run}` }),
    ]);
  });

  it('names each input that is wrong as the field of its sentence, and all sentences in the message', async () => {
    const required = 'The input `who` is required.';
    const choice = 'The input `level` must be one of `low`, `high`.';
    const inputProblems = [
      { input: 'who', message: required },
      { input: 'level', message: choice },
    ];
    const reason = `${required} ${choice}`;
    const skipped = { outcome: 'skipped', path: '.runbook/ci.yml', name: 'CI', reason } as const;
    runbook.onDispatch = () => ({ workflows: [{ ...skipped, inputProblems }] });
    const { status, answer } = await dispatch({ ref: 'main', inputs: { level: 'max' } });
    const detail = { resource: 'WorkflowDispatch', code: 'invalid' };
    expect([status, answer]).toEqual([
      422,
      expect.objectContaining({
        message: reason,
        errors: [
          { ...detail, field: 'who', message: required },
          { ...detail, field: 'level', message: choice },
        ],
      }),
    ]);
    expect(runbook.count('run_requested')).toBe(0);
  });

  it('says of inputs that are too long together that it is all of them', async () => {
    const message = 'The inputs have more than 65535 characters together.';
    const skipped = { outcome: 'skipped', path: '.runbook/ci.yml', name: 'CI', reason: message } as const;
    runbook.onDispatch = () => ({ workflows: [{ ...skipped, inputProblems: [{ input: null, message }] }] });
    const { answer } = await dispatch({ ref: 'main' });
    expect(answer).toMatchObject({ message, errors: [{ field: 'inputs', message }] });
  });

  it('names the ref where there is no such branch or tag', async () => {
    const reason = 'There is no branch or tag mian.';
    runbook.onDispatch = () => ({ workflows: [], reason });
    const { status, answer } = await dispatch({ ref: 'mian' });
    expect([status, answer]).toMatchObject([
      422,
      { message: reason, errors: [{ field: 'ref', message: reason }] },
    ]);
  });

  it('names the field of a body that is wrong before anybody looks at a file', async () => {
    for (const [body, field] of [
      [{}, 'ref'],
      [{ ref: 'a b' }, 'ref'],
      [{ ref: 'main', inputs: { level: ['high'] } }, 'inputs.level'],
      [{ ref: 'main', colour: 'red' }, 'colour'],
    ] as const) {
      expect(await dispatch(body), field).toMatchObject({
        status: 422,
        answer: { message: 'Validation Failed', errors: [{ field }] },
      });
    }
    expect(runbook.count('dispatch_requested')).toBe(0);
  });
});
