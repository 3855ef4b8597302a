/** A server on another machine: what workers and orchestrators without a server in their process ask it for. */
export { checkToken, checkTokenLater, type TokenNeed } from './check-token.ts';
export { createHttpRepositoryAccess } from './http-repository-access.ts';
export { createHttpSecretSource } from './http-secret-source.ts';
export { RemoteServer, type RemoteServerOptions } from './remote-server.ts';
export { RemoteServerError } from './remote-server-error.ts';
