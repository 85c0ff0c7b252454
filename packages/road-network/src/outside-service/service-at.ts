import type { OutsideService } from './ask-service.ts';

/** A service by its address; a name and password in it go into a header, where no log or label shows them. */
export function serviceAt(name: string, address: string): OutsideService {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    label: `${name} at ${decodeURIComponent(url.host)}`,
    // URL writes the braces of {profile} as %7B and %7D.
    url: decodeURIComponent(url.href),
    ...(username ? { headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } } : {}),
  };
}
