export { fixFile, type FixedFile } from './fix-file.ts';
export type { Checked, Fix } from './fix.ts';
