import type { ProblemDetail } from '../../server/shapes/index.ts';
import { ApiProblem } from './api-problem.ts';

/**
 * Reads from this server's API. Page and server are one build, so an answer is taken to have its documented shape.
 * @param path with its query, `/api/runs?page=2`
 * @throws ApiProblem
 */
export async function getJson<Shape>(path: string, signal?: AbortSignal): Promise<Shape> {
  const response = await request(path, { headers: { accept: 'application/json' }, signal: signal ?? null });
  return response.json();
}

/**
 * Changes something through this server's API.
 * @returns what it answers; null where it answers nothing
 * @throws ApiProblem
 */
export async function sendJson<Shape = null>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Shape | null> {
  const response = await request(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

/** A path with a query, of the parameters that have a value. */
export function pathWith(
  path: string,
  parameters: { readonly [name: string]: string | number | null | undefined },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('The server does not answer. It may be restarting.', { status: 0, cause: error });
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const { status } = response;
  try {
    const body: { readonly message?: string; readonly errors?: readonly ProblemDetail[] } =
      await response.json();
    const errors = body.errors ?? [];
    const details = errors.map(({ message }) => message).join(' ');
    return new ApiProblem(details || body.message || `The server answered with ${status}.`, {
      status,
      errors,
    });
  } catch (error) {
    return new ApiProblem(`The server answered with ${status}.`, { status, cause: error });
  }
}
