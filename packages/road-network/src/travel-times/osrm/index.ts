/** Travel times by an OSRM that runs elsewhere. */
export { osrmOverHttp } from './osrm-travel-times.ts';
