export { COOKIE_NAME, createHostExecutor, type HostExecutorOptions } from './host-executor.ts';
export { ProcessesRemainError } from './stop.ts';
