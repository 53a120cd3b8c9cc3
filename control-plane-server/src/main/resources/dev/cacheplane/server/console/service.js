// One service: how far its last change has come, what its endpoints inherit, and the endpoints.
import { AddEndpoint } from './add.js';
import { Endpoint } from './endpoint.js';
import { line, look } from './fleet.js';
import { Component, html } from './html.js';
import { isOn } from './policy.js';

const MOST_ROWS = 200;

export class Service extends Component {
  state = { filter: '', all: false };

  render({ model, policies }, { filter, all }) {
    return html`
      <div class="title">
        <h2>${model.service}</h2>
        <p class="fleet ${model.fleet === null ? '' : look(model.fleet)}" role="status" aria-live="polite">
          ${model.fleet === null ? '' : line(model.fleet)}
        </p>
      </div>
      ${policies === null
        ? model.unreachable || model.tokenWanted !== null || model.trouble !== null || html`<p class="quiet">Loading …</p>`
        : this.loaded(model, policies, filter.trim().toLowerCase(), all)}`;
  }

  loaded(model, policies, filter, all) {
    const found = policies.endpoints.filter(({ id }) => id.toLowerCase().includes(filter));
    const shown = all ? found : found.slice(0, MOST_ROWS);
    const change = (...args) => model.change(policies.service, ...args);
    return html`
      <p class="quiet">
        Endpoints inherit: caching ${said(policies, 'shouldCache', isOn)}, TTL ${said(policies, 'ttlSeconds', (ttl) => `${ttl} s`)}.
      </p>
      ${policies.endpoints.length > 0 && html`
        <div class="filter">
          <label for="filter">Filter</label>
          <input id="filter" type="search" value=${this.state.filter} autocomplete="off" spellcheck=${false}
            onInput=${(event) => this.setState({ filter: event.target.value })} />
          <span class="quiet" role="status">${found.length} of ${policies.endpoints.length}</span>
        </div>
        <div class="columns" aria-hidden="true"><span>Endpoint</span><span>Caching</span><span>TTL, seconds</span><span>What holds</span></div>
        <ul class="endpoints" aria-label="Endpoints">
          ${shown.map((endpoint) => html`
            <${Endpoint} key=${endpoint.id} endpoint=${endpoint} inherited=${policies.inherited} change=${change}
              fleet=${model.changed === endpoint.id ? model.fleet : null} />`)}
        </ul>`}
      ${shown.length < found.length && html`
        <p>
          The first ${shown.length} of ${found.length} are shown.${' '}
          <button onClick=${() => this.setState({ all: true })}>Show all</button>
        </p>`}
      <${AddEndpoint} change=${change} inherited=${policies.inherited} added=${(pattern) => this.added(policies, pattern)} />`;
  }

  /** A long list would hide it. */
  added(policies, pattern) {
    this.setState({ filter: policies.endpoints.length >= MOST_ROWS ? pattern : '' });
  }
}

function said(policies, field, words) {
  const { value, from } = policies.inherited.get(field);
  return html`<strong>${words(value)}</strong> (${from})`;
}
