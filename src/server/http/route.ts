import type { Request, Response } from 'express';
import type { JsonObject } from '../../events/index.ts';
import type { Wish } from '../access/index.ts';

/** One operation of the server: what is registered with express and what `/api/openapi.json` says of it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces, `/api/runs/{run}`. */
  readonly path: string;
  /** What a request to it wants, which decides who may make one. Default: `read` for get, `change` for the others. */
  readonly wish?: Wish;
  /** One line, for the API's description. */
  readonly summary: string;
  /** The parameters after `?`, by name. */
  readonly query?: { readonly [name: string]: QueryParameter };
  /** JSON Schema of the body; absent: none is read. The handler parses it with its own parser. */
  readonly body?: { readonly schema: object; readonly optional?: boolean };
  /** What it answers with, by status; errors are described once for all. */
  readonly responses: { readonly [status: number]: RouteResponse };
  readonly handle: (call: Call) => void | Promise<void>;
}

export interface QueryParameter {
  readonly description: string;
  readonly schema: JsonObject;
}

export interface RouteResponse {
  readonly description: string;
  /** Default: `application/json` where there is a schema, none otherwise. */
  readonly type?: string;
  /** The name of a schema of the API's description. */
  readonly schema?: string;
}

/** One request to a route. */
export interface Call {
  readonly request: Request;
  readonly response: Response;
  /** Where this server is reached, without a slash at the end: for links in answers. */
  readonly base: string;
}
