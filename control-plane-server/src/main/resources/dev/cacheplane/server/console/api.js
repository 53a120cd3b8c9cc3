// The control plane's HTTP API. The token is kept here, and nowhere that outlives the page.
const API = new URL('../api/', import.meta.url);
const PATIENCE_MS = 10_000;

let token = null;

export function useToken(text) {
  token = text;
}

export const hasToken = () => token !== null;

/** The control plane answered, but not with what was asked for: an RFC 9457 problem. Without a status it was not asked. */
export class Problem extends Error {
  constructor(status, body) {
    const faults = (body.errors ?? []).map((fault) => `${fault.pointer.replace(/^\//, '')}: ${fault.detail}`);
    super(faults.length > 0 ? faults.join('; ') : (body.detail ?? body.title ?? `HTTP ${status}`));
    this.status = status;
  }
}

/** Nobody answered, or somebody in between, or it could not look into its store. */
export class Unreachable extends Error {}

const named = (service) => encodeURIComponent(service);

export const services = () => ask('GET', 'config');
export const policySet = (service) => ask('GET', `config/${named(service)}`);
export const fleet = (service) => ask('GET', `fleet/${named(service)}`);
export const endpoint = (service, pattern, method) => ask('GET', endpointPath(service, pattern, method));

/** Changes what one endpoint sets, and waits a moment for the services to obey. */
export const patchEndpoint = (service, pattern, method, changes) =>
  ask('PATCH', endpointPath(service, pattern, method), changes);

function endpointPath(service, pattern, method) {
  // Literals are percent-encoded already where they must be.
  const path = encodeURI(pattern)
    .replace(/%25(?=[0-9a-f]{2})/gi, '%')
    .replace(/[?#]/g, encodeURIComponent);
  return `config/${named(service)}${path}${method === null ? '' : `?method=${encodeURIComponent(method)}`}`;
}

async function ask(method, path, body) {
  const url = new URL(path, API);
  if (url.href !== API.href + path) {
    // A browser resolves "..", and the request would go elsewhere.
    throw new Problem(null, { detail: 'A pattern is a path that begins with a slash and has no dot segments' });
  }
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    headers.Prefer = 'wait=2';
  }
  let answer;
  let text;
  try {
    answer = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await answer.text();
  } catch {
    throw new Unreachable();
  }
  const json = parsed(text);
  if (json === null || [502, 503, 504].includes(answer.status)) {
    throw new Unreachable();
  }
  if (!answer.ok) {
    throw new Problem(answer.status, json);
  }
  return json;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
