import { LifeboatError } from '../../domain/error.ts';

/** Proxies as undici wants them; an empty string means none, and keeps it from the environment. */
export type Proxies = { httpProxy: string; httpsProxy: string; noProxy: string };

/**
 * The proxies that an environment names: `https_proxy`, `http_proxy` and `no_proxy`, in lower case
 * before upper case as curl reads them. An address without a scheme is an http one.
 *
 * Errors: `config-invalid` naming the variable, never its value, which may hold a password.
 */
export function readProxies(environment: Readonly<Record<string, string | undefined>>): Proxies {
  return {
    httpProxy: readProxy(environment, 'HTTP_PROXY'),
    httpsProxy: readProxy(environment, 'HTTPS_PROXY'),
    noProxy: read(environment, 'NO_PROXY'),
  };
}

function read(environment: Readonly<Record<string, string | undefined>>, name: string): string {
  return (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
}

function readProxy(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): string {
  const value = read(environment, name);
  if (value === '') return '';
  const address = value.includes('://') ? value : `http://${value}`;
  const scheme = URL.canParse(address) ? new URL(address).protocol : '';
  if (scheme === 'http:' || scheme === 'https:' || scheme === 'socks5:') return address;
  throw new LifeboatError('config-invalid', `${name} is not the address of a proxy.`, {
    hint: `Write it as http://host:port, or unset ${name}.`,
  });
}
