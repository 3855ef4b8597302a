/** What the browser says of requests while a server is killed, away, or has only just come back. */
export const SERVER_AWAY =
  /ERR_CONNECTION|ERR_SOCKET_NOT_CONNECTED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|status of 503/;
