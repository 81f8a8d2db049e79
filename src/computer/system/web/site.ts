// What a web server serves, as data: read from httpd's or nginx's configuration when it starts, kept until it reloads.

/** What is done with a path. */
export interface Rule {
  /** How `pattern` is compared: whole, as a prefix, or as a regular expression. */
  readonly match: 'exact' | 'prefix' | 'strong-prefix' | 'regex' | 'regex-any-case';
  readonly pattern: string;
  readonly root?: string;
  /** Takes the place of the pattern in the path. */
  readonly alias?: string;
  readonly index?: readonly string[];
  readonly tryFiles?: readonly string[];
  /** Where requests go on to: `http://localhost:3000/`. */
  readonly proxy?: string;
  readonly respond?: { readonly status: number; readonly body: string };
  readonly denied?: boolean;
  readonly listing?: boolean;
  readonly headers?: readonly (readonly [string, string])[];
  readonly errorPages?: Readonly<Record<string, string>>;
}

/** A virtual host. */
export interface Site {
  readonly ports: readonly number[];
  readonly names: readonly string[];
  readonly isDefault: boolean;
  readonly root: string;
  readonly index: readonly string[];
  readonly listing: boolean;
  readonly rules: readonly Rule[];
  /** Pages for errors, by status: a path on the site, a URL, or text that begins with a quote. */
  readonly errorPages: Readonly<Record<string, string>>;
  readonly headers: readonly (readonly [string, string])[];
  /** Empty for none. */
  readonly accessLog: string;
  readonly errorLog: string;
}

/** Everything that one server process serves. */
export interface WebData {
  readonly flavour: 'httpd' | 'nginx';
  /** The Server header: `Apache/2.4.62 (Amazon Linux)`. */
  readonly server: string;
  /** The account whose rights decide what can be read. */
  readonly worker: string;
  readonly sites: readonly Site[];
  readonly pidFile: string;
}

/** The ports that the sites listen on, each once. */
export const portsOf = (sites: readonly Site[]): number[] => [...new Set(sites.flatMap(({ ports }) => ports))];

/** A configuration that cannot be used, in the server's own words. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
