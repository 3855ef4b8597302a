/** What probes and Prometheus are told by processes without the server role. */
export { type HealthOptions, type HealthServer, startHealthServer } from './health-server.ts';
export { processMetrics, type RoleFigures } from './process-metrics.ts';
