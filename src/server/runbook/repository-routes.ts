import { randomBytes } from 'node:crypto';
import { isRepositoryName, type RepositoryName } from '../../events/index.ts';
import { hookKey } from '../../forges/index.ts';
import { checkRepositoryUrl, RepositoryUrlError } from '../../git/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { pathRepository } from '../http/parameters.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { timeText } from '../http/time.ts';
import {
  knownRepository,
  registeredState,
  requireRegistered,
  type Services,
  webhookSecret,
} from '../services.ts';
import type {
  HookKeyShape,
  RegisteredShape,
  RegistrationShape,
  RepositoryListShape,
} from '../shapes/index.ts';
import { Links, registrationView, repositorySummaryView, webhooksView } from '../views/index.ts';
import { repositoryDetail } from './repository-detail.ts';

interface RegistrationBody {
  readonly full_name: string;
  readonly url: string;
  readonly secret?: string;
}

const BODY = {
  type: 'object',
  required: ['full_name', 'url'],
  additionalProperties: false,
  properties: {
    full_name: { type: 'string', maxLength: 201 },
    url: { type: 'string', maxLength: 2000 },
    secret: { type: 'string', minLength: 1, maxLength: 1000 },
  },
};

/** Which repositories may start runs. */
export function repositoryRoutes(services: Services): readonly Route[] {
  const parse = bodyParser('Repository', bodySchemas.compile<RegistrationBody>(BODY));
  return [
    {
      method: 'get',
      path: '/api/repositories',
      summary: 'List the registered repositories, each with its newest run',
      responses: { 200: { description: 'All of them, by name', schema: 'RepositoryList' } },
      handle: (call) => {
        const { repositories: known, newestRuns } = services.index;
        const counts = known.workflowCounts();
        const newest = newestRuns.ofRepositories();
        const repositories = known
          .registered()
          .map((one) => repositorySummaryView(one, counts.get(one.name) ?? 0, newest.get(one.name)));
        const shape: RepositoryListShape = { total_count: repositories.length, repositories };
        call.response.json(shape);
      },
    },
    {
      method: 'post',
      path: '/api/repositories',
      summary: 'Register a repository, or replace its URL, credentials and webhook secret',
      body: { schema: BODY },
      responses: {
        201: {
          description: 'It is registered; a secret that was made is shown this once',
          schema: 'Registered',
        },
      },
      handle: (call) => register(services, call, parse(call.request.body)),
    },
    {
      method: 'get',
      path: '/api/repositories/{owner}/{repo}',
      summary: 'Get a repository, also one that was removed, with its workflows and their last runs',
      responses: { 200: { description: 'All that is known of it', schema: 'RepositoryDetail' } },
      handle: (call) => {
        const repository = knownRepository(services, pathRepository(call));
        call.response.json(repositoryDetail(services, repository, new Links(call.base)));
      },
    },
    {
      // A POST although it changes nothing: it tells a key, which reading without a token must not.
      method: 'post',
      path: '/api/repositories/{owner}/{repo}/hook-key',
      summary: "Get the key that the repository's own post-receive hook sends",
      responses: {
        200: { description: 'It stays the same as long as the webhook secret', schema: 'HookKey' },
      },
      handle: (call) => {
        const repository = requireRegistered(services, pathRepository(call));
        const shape: HookKeyShape = { key: hookKey(webhookSecret(services, repository)) };
        call.response.json(shape);
      },
    },
    {
      method: 'delete',
      path: '/api/repositories/{owner}/{repo}',
      summary: 'Forget a repository: what runs is cancelled, its runs and logs stay',
      responses: { 204: { description: 'It is forgotten' } },
      handle: async (call) => {
        const { name } = requireRegistered(services, pathRepository(call));
        await services.commands.submit({ type: 'repository_removed', repository: name });
        call.response.status(204).end();
      },
    },
  ];
}

async function register(services: Services, call: Call, body: RegistrationBody): Promise<void> {
  const { full_name: name, secret: given } = body;
  if (!isRepositoryName(name)) throw invalid('full_name', 'A repository is named owner/name.');
  const { url, credentials } = checkedUrl(services, body.url);
  // Before the fold has caught up nobody can say what is registered.
  registeredState(services, name);
  const secret = given ?? randomBytes(32).toString('hex');
  await services.commands.submit({
    type: 'repository_registered',
    repository: name,
    url,
    secret: services.keys.seal(secret),
    credentials: credentials === null ? null : services.keys.seal(credentials),
  });
  const shape: RegisteredShape = {
    ...registered(services, name, url),
    secret: given === undefined ? secret : null,
    webhooks: webhooksView(call.base),
  };
  call.response.status(201).json(shape);
}

function checkedUrl(services: Services, text: string): { url: string; credentials: string | null } {
  try {
    return checkRepositoryUrl(text, { allowLocal: services.allowLocal });
  } catch (error) {
    if (error instanceof RepositoryUrlError) throw invalid('url', error.message);
    throw error;
  }
}

/** The registration as the index shows it, or as it will once it has caught up. */
function registered(services: Services, name: RepositoryName, url: string): RegistrationShape {
  const record = services.index.repositories.get(name);
  if (record !== null && record.url === url) return registrationView(record);
  const now = timeText(services.now());
  return { full_name: name, url, created_at: now, updated_at: now };
}

function invalid(field: string, message: string): HttpProblem {
  return new HttpProblem(422, 'Validation Failed', {
    errors: [{ resource: 'Repository', field, code: 'invalid', message }],
  });
}
