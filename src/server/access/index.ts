export { type AccessOptions, checkAccess, type Wish } from './access.ts';
export { hostName, isLoopback } from './host.ts';
