import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Installation, job, REPOSITORY, workflow } from './installation.ts';

interface Description {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: object;
}

interface Operation {
  readonly responses: {
    readonly [status: string]: {
      readonly content?: { readonly [type: string]: { readonly schema?: { readonly $ref: string } } };
    };
  };
}

describe("the API's description", () => {
  let runbook: Installation;
  beforeEach(async () => {
    runbook = await Installation.start();
    await runbook.register();
  });
  afterEach(() => runbook.stop());

  /** What is wrong with a real answer, by the schema that its route declares. */
  async function mistakesOf(ajv: Ajv2020, schema: string, path: string): Promise<unknown> {
    const answer = await runbook.request(path);
    expect(answer.status, path).toBe(200);
    const fits = ajv.validate({ $ref: `description${schema}` }, await answer.json());
    return fits ? null : ajv.errors;
  }

  it('fits what the server really answers', async () => {
    const run = await runbook.push(workflow(job('build'), job('ship', { needs: ['build'] })));
    const id = await runbook.finishJob(run, 'build');
    await runbook.request(`/api/repositories/${REPOSITORY}/secrets/KEY`, {
      method: 'PUT',
      body: JSON.stringify({ value: 'x' }),
    });
    const description = await runbook.json<Description>('/api/openapi.json');
    const values: { readonly [name: string]: string } = {
      delivery: 'delivery-1',
      owner: 'octo',
      repo: 'widgets',
      run: String(run),
      run_id: String(run),
      attempt_number: '1',
      job: String(id),
      job_id: String(id),
      check_run_id: String(id),
      step: '1',
      workflow_id: 'ci.yml',
      workflow: 'ci.yml',
    };
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'description', components: description.components });
    let checked = 0;
    for (const [template, operations] of Object.entries(description.paths)) {
      const schema = operations['get']?.responses['200']?.content?.['application/json']?.schema;
      if (schema === undefined) continue;
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
      const query = template.endsWith('/log/search') ? '?text=hello' : '';
      expect(await mistakesOf(ajv, schema.$ref, `${path}${query}`), template).toBeNull();
      checked += 1;
    }
    expect(checked).toBeGreaterThan(18);
  });

  it('names every method of every path: the others are 405 and say so', async () => {
    const description = await runbook.json<Description>('/api/openapi.json');
    for (const [template, operations] of Object.entries(description.paths)) {
      const path = template.replaceAll(/\{\w+\}/g, '1');
      const answer = await runbook.request(path, { method: 'PATCH' });
      expect(answer.status, path).toBe(405);
      const allowed = (answer.headers.get('allow') ?? '').toLowerCase().split(', ');
      expect(allowed.filter((method) => method !== 'head').sort()).toEqual(Object.keys(operations).sort());
    }
  });

  it('leaves nothing out that the server answers beyond 404', async () => {
    for (const path of ['/api', '/api/v3', '/api/nothing', '/webhooks', '/runs']) {
      const answer = await runbook.request(path);
      expect([answer.status, await answer.json()], path).toEqual([
        404,
        expect.objectContaining({ message: 'Not Found' }),
      ]);
    }
  });
});
