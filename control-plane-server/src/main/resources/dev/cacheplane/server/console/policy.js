// What holds for an endpoint, and where that comes from.
import * as api from './api.js';

/** A pattern that nobody configures, and that is no path: what is answered for it is what endpoints inherit. */
const unconfigured = () => `/{inherited}/${Math.random().toString(36).slice(2)}`;

const ORIGINS = { endpoint: 'set here', service: 'from the service', global: 'from global', default: 'built in' };

/** A service's endpoints with what they set, and what they inherit, both of one revision. */
export async function load(service) {
  for (;;) {
    const [set, inherited] = await Promise.all([api.policySet(service), api.endpoint(service, unconfigured(), null)]);
    if (set.revision === inherited.revision && set.epoch === inherited.epoch) {
      return { service, revision: nameOf(set), inherited: inheritedFrom(inherited), endpoints: set.endpoints.map(named) };
    }
  }
}

/** A revision's name; numbers compare only within an epoch. */
export const nameOf = ({ epoch, revision }) => `${epoch}-${revision}`;

function inheritedFrom(effective) {
  return new Map(
    Object.entries(effective.sources).map(([field, source]) => [field, { value: effective[field], from: ORIGINS[source] }]),
  );
}

const named = (entry) => ({ ...entry, id: idOf(entry.endpoint, entry.method) });

export const idOf = (pattern, method) => (method === null ? pattern : `${method} ${pattern}`);

/** Field by field: the endpoint's own value goes before what it inherits. */
export function effective(endpoint, inherited, field) {
  return field in endpoint.settings ? { value: endpoint.settings[field], from: ORIGINS.endpoint } : inherited.get(field);
}

export const isOn = (value) => (value ? 'on' : 'off');
