/** A provider's settings as read from one URL: either all of them, or every fault found, in words for the person who wrote it. */
export type ConfigurationResult<Settings> =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly string[] };

export interface NumberBounds {
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
}

/** Reads a provider URL parameter by parameter and collects what is wrong instead of stopping at the first fault. */
export class ConfigurationUrl {
  readonly url: URL | undefined;
  readonly faults: string[] = [];
  readonly #name: string;
  readonly #known = new Set<string>();

  constructor(name: string, text: string, schemes: readonly string[]) {
    this.#name = name;
    this.url = URL.parse(text) ?? undefined;
    if (this.url === undefined) {
      this.faults.push(`${name} is not a URL; write ${schemes[0]}://user:password@host:port`);
    } else if (!schemes.includes(this.url.protocol.slice(0, -1))) {
      this.faults.push(`${name} begins with ${this.url.protocol}//; it must begin with ${schemes.join(':// or ')}://`);
    } else if (this.url.hostname === '') {
      this.faults.push(`${name} names no host`);
    }
  }

  text(parameter: string): string | undefined {
    this.#known.add(parameter);
    return this.url?.searchParams.get(parameter) ?? undefined;
  }

  whole(parameter: string, bounds: NumberBounds): number {
    const text = this.text(parameter);
    if (text === undefined) return bounds.byDefault;
    const value = Number(text);
    if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
    this.faults.push(
      `${this.#name}: ${parameter}=${text} must be a whole number from ${bounds.least} to ${bounds.most}`,
    );
    return bounds.byDefault;
  }

  flag(parameter: string, byDefault: boolean): boolean {
    const text = this.text(parameter);
    if (text === undefined) return byDefault;
    if (text === 'true' || text === 'false') return text === 'true';
    this.faults.push(`${this.#name}: ${parameter}=${text} must be true or false`);
    return byDefault;
  }

  userinfo(part: 'username' | 'password'): string {
    const text = this.url?.[part] ?? '';
    try {
      return decodeURIComponent(text);
    } catch {
      this.faults.push(`${this.#name}: the ${part} has a % that encodes nothing; write %25 for a percent sign`);
      return '';
    }
  }

  /** The host as sockets want it: an IPv6 address without its brackets. */
  host(): string {
    return (this.url?.hostname ?? '').replace(/^\[|\]$/g, '');
  }

  port(byDefault: number): number {
    return this.url?.port ? Number(this.url.port) : byDefault;
  }

  /** To be asked last: parameters nobody asked for are faults, because a mistyped one would be lost silently. */
  finish<Settings>(settings: Settings): ConfigurationResult<Settings> {
    for (const parameter of new Set(this.url?.searchParams.keys() ?? [])) {
      if (this.#known.has(parameter)) continue;
      this.faults.push(`${this.#name} has no parameter ${parameter}; it knows ${[...this.#known].sort().join(', ')}`);
    }
    return this.faults.length === 0 ? { ok: true, settings } : { ok: false, faults: this.faults };
  }
}
