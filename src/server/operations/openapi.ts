import type { Route, RouteResponse } from '../http/route.ts';
import { componentSchemas } from './schemas.ts';

/** What the API can do, as OpenAPI 3.1, made from the routes themselves. */
export function openapiDocument(routes: readonly Route[], version: string): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method] = operationOf(route);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Runbook',
      version,
      description:
        "Below /api/v3 GitHub's REST API for Actions; what GitHub has no name for is below /api. Reading " +
        'needs no token on loopback; every change needs one, or the cookie of a browser that signed in and an ' +
        'Origin of this server. What is below /api/worker takes the token of workers too.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: componentSchemas(),
    },
  };
}

function operationOf(route: Route): object {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, parameter]) => ({
    name,
    in: 'query',
    description: parameter.description,
    schema: parameter.schema,
  }));
  const responses = Object.entries(route.responses).map(([status, response]) => [
    status,
    responseOf(response),
  ]);
  return {
    summary: route.summary,
    parameters: [...inPath, ...inQuery],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: route.body.optional !== true,
            content: { 'application/json': { schema: route.body.schema } },
          },
        }),
    responses: { ...Object.fromEntries(responses), default: PROBLEM },
  };
}

const PROBLEM = {
  description: 'What is wrong and what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function responseOf(response: RouteResponse): object {
  const { description, schema, type } = response;
  if (schema !== undefined) {
    const content = { schema: { $ref: `#/components/schemas/${schema}` } };
    return { description, content: { [type ?? 'application/json']: content } };
  }
  return type === undefined ? { description } : { description, content: { [type]: {} } };
}
