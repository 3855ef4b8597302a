import { checkToken, requireOwnPage, rightsOf, sessionOf } from '../access/index.ts';
import { bodyParser, bodySchemas } from '../http/body.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Call, Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import type { SessionShape } from '../shapes/index.ts';
import { clearSessionCookie, setSessionCookie } from './set-cookie.ts';
import { TokenTrial } from './token-trial.ts';

interface SignInBody {
  readonly token: string;
}

const BODY = {
  type: 'object',
  required: ['token'],
  additionalProperties: false,
  properties: { token: { type: 'string', minLength: 1, maxLength: 500 } },
};
const PATH = '/api/session';

/** Signing in by the token, signing out, and who one is. */
export function sessionRoutes(services: Services): readonly Route[] {
  const { access } = services;
  const parse = bodyParser('Session', bodySchemas.compile<SignInBody>(BODY));
  const trial = new TokenTrial(services.wrongTokenMs);
  return [
    {
      method: 'get',
      path: PATH,
      wish: 'session',
      summary: 'What the caller may do',
      responses: { 200: { description: 'It', schema: 'Session' } },
      handle: ({ request, response }) => {
        const { signedIn, canRead, canChange } = rightsOf(request.headers, access);
        const shape: SessionShape = { signed_in: signedIn, can_read: canRead, can_change: canChange };
        response.json(shape);
      },
    },
    {
      method: 'post',
      path: PATH,
      wish: 'session',
      summary: 'Sign a browser in by the token',
      body: { schema: BODY },
      responses: { 201: { description: 'It is signed in, by a cookie', schema: 'Session' } },
      handle: async (call) => {
        const token = parse(call.request.body).token.trim();
        const isRight = (): boolean => checkToken(`Bearer ${token}`, [access.token]) === 'valid';
        if (!(await trial.passes(isRight, services.closing))) {
          throw new HttpProblem(401, "This is not the server's token; its data folder has it in keys/token.");
        }
        setSessionCookie(call, access);
        const shape: SessionShape = { signed_in: true, can_read: true, can_change: true };
        call.response.status(201).json(shape);
      },
    },
    {
      method: 'delete',
      path: PATH,
      wish: 'session',
      summary: 'Sign a browser out; its session opens nothing any more',
      responses: { 204: { description: 'It is signed out, or was not signed in' } },
      handle: (call) => signOut(services, call),
    },
  ];
}

function signOut({ access }: Services, call: Call): void {
  const { headers } = call.request;
  const session = sessionOf(headers, access);
  if (session !== null) requireOwnPage(headers, access);
  clearSessionCookie(call, access);
  if (session !== null) access.sessions.end(session);
  call.response.status(204).end();
}
