import type { IncomingHttpHeaders } from 'node:http';
import { sessionOf } from '../access/index.ts';
import { pathText } from '../http/parameters.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import { timeText } from '../http/time.ts';
import type { Services } from '../services.ts';
import type { SignInLinkShape } from '../shapes/index.ts';
import { setSessionCookie } from './set-cookie.ts';
import { signInUrl } from './sign-in-links.ts';

/** Where a link leads. */
export const SIGN_IN_PATH = '/sign-in/{code}';

/** Links that sign a browser in, each once. */
export function linkRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'get',
      path: SIGN_IN_PATH,
      // The code is the proof. Whoever opens a link of another site's page still has to know one.
      wish: 'page',
      summary: 'Sign a browser in by a link, which is good once',
      responses: {
        204: { description: 'Only HEAD: the link stays good' },
        303: { description: 'Signed in, to the first page; else to the page that signs in by the token' },
      },
      handle: (call) => followLink(services, call),
    },
    {
      method: 'post',
      path: '/api/sign-in-links',
      summary: 'Make a link that signs a browser in once, within a day',
      responses: { 201: { description: 'The link', schema: 'SignInLink' } },
      handle: ({ response, base }) => {
        const { code, expiresAt } = services.links.make();
        const shape: SignInLinkShape = { url: signInUrl(base, code), expires_at: timeText(expiresAt) };
        response.status(201).json(shape);
      },
    },
  ];
}

function followLink({ access, links }: Services, call: Call): void {
  const { request, response } = call;
  if (request.method === 'HEAD') {
    response.status(204).end();
    return;
  }
  // An error, so that the browser does not take the answer for what the person asks for later.
  if (isPrefetch(request.headers)) throw new HttpProblem(503, 'This link is not followed ahead of time.');
  const isGood = links.take(pathText(call, 'code'));
  if (isGood) setSessionCookie(call, access);
  // A browser that this very link has signed in may open it again.
  const isIn = isGood || sessionOf(request.headers, access) !== null;
  response.redirect(303, isIn ? '/' : '/sign-in?problem=used');
}

/** Whether a browser loads this in case that the person will want it (`Purpose` in older ones). */
function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return [headers['sec-purpose'], headers['purpose'], headers['x-moz'], headers['x-purpose']]
    .flat()
    .some((purpose) => /\b(prefetch|prerender|preview)\b/i.test(purpose ?? ''));
}
