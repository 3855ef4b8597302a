import { repositoryOf } from '../../orchestrator/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { goneWith } from '../http/gone.ts';
import { pathRepository } from '../http/parameters.ts';
import { unavailable } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { RepositoryAccessShape } from '../shapes/index.ts';
import { whenFolded } from '../when-folded.ts';
import { openedOrNull } from '../grants/job-secrets.ts';
import { UnsealError } from '../../store/index.ts';

interface AccessBody {
  readonly credentials: string | null;
}

const BODY = {
  type: 'object',
  required: ['credentials'],
  additionalProperties: false,
  properties: { credentials: { type: ['string', 'null'], maxLength: 100_000 } },
};

/**
 * How an orchestrator on another machine gets at a repository. It shows the sealed credentials of the registration
 * that it goes by: so it is never given those of an older or a newer one, whichever of the two has read further,
 * and nothing else that is sealed can be opened here.
 */
export function accessRoute(services: Services): Route {
  const parse = bodyParser('Access', bodySchemas.compile<AccessBody>(BODY));
  return {
    // A POST although it changes nothing: it tells credentials, which reading without a token must not.
    method: 'post',
    path: '/api/repositories/{owner}/{repo}/access',
    wish: 'orchestrator',
    summary: "Open a registration's credentials for an orchestrator that fetches from the repository",
    body: { schema: BODY },
    responses: { 200: { description: 'URL and credentials', schema: 'RepositoryAccess' } },
    handle: async (call) => {
      const shape = await accessFor(services, call, parse(call.request.body));
      call.response.setHeader('Cache-Control', 'no-store');
      call.response.json(shape);
    },
  };
}

async function accessFor(services: Services, call: Call, shown: AccessBody): Promise<RepositoryAccessShape> {
  if (!services.isCaughtUp()) throw unavailable('The server is still reading its log.');
  const name = pathRepository(call);
  const look = () => {
    const state = services.states.get(services.log.partitionOf(name));
    const registration = state && repositoryOf(state, name)?.registration;
    return registration && registration.credentials === shown.credentials ? registration : null;
  };
  const { index, effectLimitMs: limitMs, closing } = services;
  const signals = [goneWith(call.response), closing];
  const registration = await whenFolded(index, look, { limitMs, signals });
  if (registration === null) throw unavailable(`The server knows ${name} by another registration.`);
  try {
    return { url: registration.url, credentials: openedOrNull(registration.credentials, services.keys) };
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    throw unavailable(
      `The credentials of ${name} cannot be opened with this server's master key: register the repository again.`,
      error,
    );
  }
}
