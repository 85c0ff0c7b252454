export function findDebianProgram(
  wanted: { readonly program: string; readonly debianPackage: string },
  progress?: (text: string) => void,
): { path: string; why?: undefined } | { path?: undefined; why: string };
