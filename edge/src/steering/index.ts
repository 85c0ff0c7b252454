/** Ways to move traffic from one edge to others. */

export { keepTold, type PortAnswer, type PortState, type ToldPort } from './keep-told.ts';
export { openPort, PortSettings } from './open-ports.ts';
export { signAwsRequest } from './sign-aws-request.ts';
export type { EdgeShare, SteeringPort } from './steering-port.ts';
