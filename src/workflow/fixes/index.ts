export { fixFile, type Checked, type FixedFile } from './fix-file.ts';
export type { Fix } from './fix.ts';
