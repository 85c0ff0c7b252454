/** Services of somebody else over HTTP: bounded questions, patient with what passes, plain about what does not. */
export {
  askService,
  type OutsideService,
  type ServiceAnswer,
  type ServiceQuestion,
  serviceFault,
} from './ask-service.ts';
export { serviceAt } from './service-at.ts';
