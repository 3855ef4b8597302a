export { explainMistake, firstMistake } from './explain.ts';
