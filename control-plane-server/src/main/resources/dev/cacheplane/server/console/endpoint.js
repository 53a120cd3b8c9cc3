// One endpoint: its switch, its TTL, what holds for it, and how far its last change has come.
import { line, look } from './fleet.js';
import { Fields } from './fields.js';
import { Component, html } from './html.js';
import { effective, isOn } from './policy.js';
import { whatFailed } from './problem.js';

const CHOICES = [
  { name: 'inherit', value: null },
  { name: 'on', value: true },
  { name: 'off', value: false },
];

export class Endpoint extends Component {
  /** draft: what was typed and is not sent yet; sent: what is on its way; both null for nothing. */
  state = { draft: null, sent: null, problem: null, open: false };
  turn = 0;

  shouldComponentUpdate(props, state) {
    const { endpoint, inherited, fleet } = this.props;
    return state !== this.state || props.endpoint !== endpoint || props.inherited !== inherited || props.fleet !== fleet;
  }

  render({ endpoint, inherited, fleet }, { sent, problem, open }) {
    const on = effective(endpoint, inherited, 'shouldCache');
    const ttl = effective(endpoint, inherited, 'ttlSeconds');
    return html`
      <li aria-busy=${sent !== null}>
        <span class="pattern">
          ${endpoint.method !== null && html`<span class="method">${endpoint.method}</span> `}<code>${endpoint.endpoint}</code>
        </span>
        ${this.choices(endpoint, inherited, sent)} ${this.ttl(endpoint, inherited, sent)}
        <span class="holds">
          <span><strong class=${isOn(on.value)}>${isOn(on.value)}</strong> <span class="from">${on.from}</span></span>
          <span><strong>${ttl.value} s</strong> <span class="from">${ttl.from}</span></span>
        </span>
        ${sent !== null && html`<p class="result quiet">saving …</p>`}
        ${sent === null && fleet !== null && problem === null && html`
          <p class="result ${look(fleet)}">saved; ${line(fleet)}</p>`}
        <div role="alert">${problem !== null && html`<p class="result problem">${problem}</p>`}</div>
        <details onToggle=${(event) => this.setState({ open: event.target.open })}>
          <summary aria-label=${`All fields of ${endpoint.id}`}>all fields</summary>
          ${open && html`<${Fields} endpoint=${endpoint} inherited=${inherited} />`}
        </details>
      </li>`;
  }

  choices({ id, settings }, inherited, sent) {
    const now = { ...settings, ...sent }.shouldCache ?? null;
    return html`
      <div class="switch" role="group" aria-label=${`Caching of ${id}`}>
        ${CHOICES.map(({ name, value }) => html`
          <button type="button" class=${name} aria-pressed=${now === value ? 'true' : 'false'} onClick=${() => this.send({ shouldCache: value })}>
            ${value === null ? `inherit (${isOn(inherited.get('shouldCache').value)})` : name}
          </button>`)}
      </div>`;
  }

  ttl({ id, settings }, inherited, sent) {
    const now = { ...settings, ...sent }.ttlSeconds ?? '';
    return html`
      <input class="ttl" type="number" min="1" step="1" inputmode="numeric" aria-label=${`TTL of ${id} in seconds; empty to inherit`}
        placeholder=${inherited.get('ttlSeconds').value} value=${this.state.draft ?? now}
        onInput=${(event) => this.setState({ draft: event.target.value })}
        onBlur=${(event) => this.sendTtl(event.target)}
        onKeyDown=${(event) => this.key(event)} />`;
  }

  key(event) {
    if (event.key === 'Enter') {
      this.sendTtl(event.target);
    } else if (event.key === 'Escape') {
      // Blanked before it is drawn: what is typed there may be no number, and have no value.
      event.target.value = '';
      this.setState({ draft: null, problem: null });
    }
  }

  sendTtl(input) {
    if (input.validity.badInput) {
      this.setState({ problem: 'The TTL is a whole number of seconds' });
      return;
    }
    const { draft, sent } = this.state;
    if (draft !== null) {
      const ttlSeconds = draft === '' ? null : Number(draft);
      if (ttlSeconds !== ({ ...this.props.endpoint.settings, ...sent }.ttlSeconds ?? null)) {
        this.send({ ttlSeconds });
      } else if (sent === null) {
        this.setState({ draft: null, problem: null });
      }
    }
  }

  /** Sent at once, whatever is on its way: nobody waits to switch something off. */
  async send(changes) {
    const turn = ++this.turn;
    const { endpoint, change } = this.props;
    this.setState(({ sent }) => ({ sent: { ...sent, ...changes }, problem: null }));
    let problem = null;
    try {
      await change(endpoint.endpoint, endpoint.method, changes);
    } catch (e) {
      problem = whatFailed(e);
    }
    const isTyped = 'ttlSeconds' in changes && problem === null;
    this.setState(({ draft }) => ({
      draft: isTyped && draft !== null && sameNumber(draft, changes.ttlSeconds) ? null : draft,
      ...(turn === this.turn ? { sent: null, problem } : {}),
    }));
  }
}

const sameNumber = (draft, ttlSeconds) => (draft === '' ? null : Number(draft)) === ttlSeconds;
