import { isRepositoryName, isRunId, isWorkerId, type RepositoryName } from '../../events/index.ts';
import { UnsealError } from '../../store/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { goneWith } from '../http/gone.ts';
import { pathJob } from '../http/parameters.ts';
import { HttpProblem, unavailable } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { JobSecretsShape } from '../shapes/index.ts';
import type { ShownGrant } from './grant.ts';
import { secretsOfGrant } from './job-secrets.ts';

interface GrantBody {
  readonly worker: string;
  readonly run: number;
  readonly repository: string;
}

const BODY = {
  type: 'object',
  required: ['worker', 'run', 'repository'],
  additionalProperties: false,
  properties: {
    worker: { type: 'string', minLength: 1, maxLength: 500 },
    run: { type: 'integer' },
    repository: { type: 'string', maxLength: 201 },
  },
};

/**
 * What workers on other machines need, for which they show the token of workers. All are POST: none may be read
 * without a token, not even on loopback.
 */
export function workerRoutes(services: Services): readonly Route[] {
  const parse = bodyParser('Grant', bodySchemas.compile<GrantBody>(BODY));
  return [
    {
      method: 'post',
      path: '/api/worker/check',
      wish: 'worker',
      summary: 'Whether a token is good for a worker',
      responses: { 204: { description: 'It is' } },
      handle: ({ response }) => {
        response.status(204).end();
      },
    },
    {
      method: 'post',
      path: '/api/worker/jobs/{job}/secrets',
      wish: 'worker',
      summary: 'Give the worker that a job attempt was granted to what the job may know, in the clear',
      body: { schema: BODY },
      responses: {
        200: { description: 'Secrets, URL of the repository and its credentials', schema: 'JobSecrets' },
      },
      handle: async (call) => {
        const shape = await secretsFor(services, call, shownGrant(call, parse(call.request.body)));
        call.response.setHeader('Cache-Control', 'no-store');
        call.response.json(shape);
      },
    },
  ];
}

async function secretsFor(services: Services, call: Call, shown: ShownGrant): Promise<JobSecretsShape> {
  if (!services.isCaughtUp()) throw unavailable('The server is still reading its log.');
  const { log, states, index, keys, logger } = services;
  const places = { partitionOf: (name: RepositoryName) => log.partitionOf(name), states, index, keys };
  const signals = [goneWith(call.response), services.closing];
  try {
    const found = await secretsOfGrant(shown, places, { limitMs: services.effectLimitMs, signals });
    if (found === null) {
      throw unavailable(`The server has not read from the log yet that the job ${shown.job} was granted.`);
    }
    logger.info({ ...shown }, 'A worker was given the secrets of its job');
    const { secrets, access } = found;
    return { secrets, url: access?.url ?? null, credentials: access?.credentials ?? null };
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    throw new HttpProblem(
      409,
      `A secret of ${shown.repository} cannot be opened with this server's master key: set it again, or give all servers the same key.`,
      { cause: error },
    );
  }
}

/** @throws HttpProblem 422 for what cannot be a grant */
function shownGrant(call: Call, { worker, run, repository }: GrantBody): ShownGrant {
  const job = pathJob(call, 'job');
  if (!isWorkerId(worker)) throw invalid('worker');
  if (!isRunId(run)) throw invalid('run');
  if (!isRepositoryName(repository)) throw invalid('repository');
  return { job, run, repository, worker };
}

function invalid(field: string): HttpProblem {
  return new HttpProblem(422, 'Validation Failed', {
    errors: [{ resource: 'Grant', field, code: 'invalid', message: `${field} cannot be of a grant.` }],
  });
}
