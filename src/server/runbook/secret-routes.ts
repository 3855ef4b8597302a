import { bodyParser, bodySchemas } from '../http/body.ts';
import { pathRepository, pathText } from '../http/parameters.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { timeText } from '../http/time.ts';
import { requireRegistered, type Services } from '../services.ts';
import type { SecretListShape } from '../shapes/index.ts';

/** GitHub's most bytes of a secret: 48 KB. */
const MOST_BYTES = 48 * 1024;
/** GitHub docs, "Using secrets": letters, digits, `_`, not a digit first. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;

interface SecretBody {
  readonly value: string;
}

const BODY = {
  type: 'object',
  required: ['value'],
  additionalProperties: false,
  properties: { value: { type: 'string', maxLength: MOST_BYTES } },
};

/** The secrets of a repository's jobs: values go in and never come out. */
export function secretRoutes(services: Services): readonly Route[] {
  const parse = bodyParser('Secret', bodySchemas.compile<SecretBody>(BODY));
  const path = '/api/repositories/{owner}/{repo}/secrets';
  return [
    {
      method: 'get',
      path,
      summary: "List the names of a repository's secrets",
      responses: { 200: { description: 'The names', schema: 'SecretList' } },
      handle: (call) => {
        const { name } = requireRegistered(services, pathRepository(call));
        const secrets = services.index.repositories.secrets(name).map((secret) => ({
          name: secret.name,
          created_at: timeText(secret.createdAt),
          updated_at: timeText(secret.updatedAt),
        }));
        const shape: SecretListShape = { total_count: secrets.length, secrets };
        call.response.json(shape);
      },
    },
    {
      method: 'put',
      path: `${path}/{name}`,
      summary: 'Set a secret; it is sealed before it is stored',
      body: { schema: BODY },
      responses: { 204: { description: 'It is set' } },
      handle: async (call) => {
        const { name: repository } = requireRegistered(services, pathRepository(call));
        const name = secretName(call);
        const { value } = parse(call.request.body);
        if (Buffer.byteLength(value) > MOST_BYTES) throw invalid('value', 'A secret has 48 KB at most.');
        await services.commands.submit({
          type: 'secret_set',
          repository,
          name,
          value: services.keys.seal(value),
        });
        call.response.status(204).end();
      },
    },
    {
      method: 'delete',
      path: `${path}/{name}`,
      summary: 'Remove a secret',
      responses: { 204: { description: 'It is removed' } },
      handle: async (call) => {
        const { name: repository, secrets } = requireRegistered(services, pathRepository(call));
        const name = secretName(call);
        if (!secrets.has(name)) throw notFound();
        await services.commands.submit({ type: 'secret_removed', repository, name });
        call.response.status(204).end();
      },
    },
  ];
}

/** The name in the path, in upper case: GitHub's secrets are named without case. @throws HttpProblem 422 */
function secretName(call: Call): string {
  const name = pathText(call, 'name').toUpperCase();
  if (!NAME.test(name)) {
    throw invalid('name', 'A secret is named with letters, digits and _, and no digit first.');
  }
  if (name.startsWith('GITHUB_')) throw invalid('name', 'The name of a secret must not begin with GITHUB_.');
  return name;
}

function invalid(field: string, message: string): HttpProblem {
  return new HttpProblem(422, 'Validation Failed', {
    errors: [{ resource: 'Secret', field, code: 'invalid', message }],
  });
}
