export { annotationView } from './annotation-view.ts';
export { deliveryView } from './delivery-view.ts';
export { jobDetailView, jobView } from './job-view.ts';
export { Links, workflowFile } from './links.ts';
export { repositoryView } from './repository-view.ts';
export { runDetailView, runView } from './run-view.ts';
export { workflowView } from './workflow-view.ts';
export { workerView } from './worker-view.ts';
