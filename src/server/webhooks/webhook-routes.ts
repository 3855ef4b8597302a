import type { DeliveryReceived, DeliveryId, Draft, RepositoryName } from '../../events/index.ts';
import { isRepositoryName } from '../../events/index.ts';
import type { ForgeWebhook, WebhookRequest } from '../../forges/index.ts';
import { pathText } from '../http/parameters.ts';
import { HttpProblem, notFound, unavailable } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { requireReady } from '../operations/readiness.ts';
import { requireRegistered, type Services, webhookSecret } from '../services.ts';
import type { WebhookAnswerShape } from '../shapes/index.ts';
import { BodyBudget } from './body-budget.ts';

/** Where forges and hooks send their deliveries. */
export function webhookRoutes(services: Services): readonly Route[] {
  const budget = new BodyBudget();
  const path = '/webhooks/{forge}';
  return [
    {
      method: 'post',
      path,
      wish: 'signed',
      summary: 'Deliver a webhook, signed with the secret of its repository',
      responses: {
        200: { description: 'There is nothing to do: a ping, a repeated delivery', schema: 'WebhookAnswer' },
        202: { description: 'It is stored and will be handled', schema: 'WebhookAnswer' },
      },
      handle: async (call) => {
        const name = pathText(call, 'forge');
        const forge = services.forges.find((candidate) => candidate.name === name);
        if (forge === undefined) throw notFound();
        try {
          const { status, answer } = await deliver(services, forge, budget, call);
          services.metrics.delivery(forge.name, status);
          call.response.status(status).json(answer);
        } catch (error) {
          services.metrics.delivery(forge.name, error instanceof HttpProblem ? error.status : 500);
          throw error;
        }
      },
    },
  ];
}

interface Answered {
  readonly status: 200 | 202;
  readonly answer: WebhookAnswerShape;
}

/** Verifies a webhook and stores it; nothing is fetched before the answer. */
async function deliver(
  services: Services,
  forge: ForgeWebhook,
  budget: BodyBudget,
  call: Call,
): Promise<Answered> {
  requireReady(services);
  const verified = await budget.withBody(call.request, (body) => verify(services, forge, call, body));
  const read = forge.read(verified.request);
  switch (read.kind) {
    case 'ping':
      return { status: 200, answer: { message: 'pong' } };
    case 'ignored':
      return { status: 200, answer: { message: read.reason } };
    case 'bad':
      throw new HttpProblem(400, read.message);
    case 'triggers':
    default: {
      const drafts = read.triggers.map(
        ({ delivery, trigger, payload }): Draft<DeliveryReceived> => ({
          type: 'delivery_received',
          repository: verified.repository,
          delivery,
          forge: forge.name,
          trigger,
          payload,
        }),
      );
      return store(services, verified.repository, drafts);
    }
  }
}

/** The sender, proved by the secret of the repository that the body names. @throws HttpProblem 400, 401, 404 */
async function verify(
  services: Services,
  forge: ForgeWebhook,
  call: Call,
  body: Buffer,
): Promise<{ readonly request: WebhookRequest; readonly repository: RepositoryName }> {
  const request: WebhookRequest = { headers: singleHeaders(call), body };
  const identified = forge.identify(request);
  if ('error' in identified) throw new HttpProblem(400, identified.error);
  if (!isRepositoryName(identified.repository)) throw notFound();
  const repository = requireRegistered(services, identified.repository);
  const { name } = repository;
  if (!(await forge.verify(request, webhookSecret(services, repository)))) {
    throw new HttpProblem(401, `The signature is not that of ${name}'s secret.`);
  }
  return { request, repository: name };
}

async function store(
  services: Services,
  repository: RepositoryName,
  drafts: readonly Draft<DeliveryReceived>[],
): Promise<Answered> {
  const { deliveries: known, frozen } = requireRegistered(services, repository);
  // What is accepted must be handled one day.
  if (frozen !== null) throw unavailable(`Nothing of ${repository} is handled any more: ${frozen}`);
  const fresh = drafts.filter(({ delivery }) => !known.has(delivery));
  if (fresh.length === 0) {
    return { status: 200, answer: answerOf(drafts, 'This delivery was received before.') };
  }
  await services.commands.append(fresh);
  return { status: 202, answer: answerOf(drafts, 'Accepted') };
}

function answerOf(drafts: readonly { readonly delivery: DeliveryId }[], message: string): WebhookAnswerShape {
  const deliveries = drafts.map(({ delivery }) => delivery);
  const [delivery] = deliveries;
  return delivery === undefined ? { message } : { delivery, deliveries, message };
}

function singleHeaders(call: Call): WebhookRequest['headers'] {
  const entries = Object.entries(call.request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const,
  );
  return Object.fromEntries(entries);
}
