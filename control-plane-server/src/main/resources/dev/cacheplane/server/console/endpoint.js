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
  /** draft: what was typed and is not sent yet; sent: what is on its way; both null for nothing. problems: why what was last wanted of a field was refused. */
  state = { draft: null, sent: null, problems: {}, open: false };
  turn = 0;
  /** By field, what was wanted last, and the revision at which it was obeyed; 0 before. */
  last = {};
  /** By field, the newest revision at which anything from here was obeyed. */
  newest = {};

  shouldComponentUpdate(props, state) {
    const { endpoint, inherited, fleet } = this.props;
    return state !== this.state || props.endpoint !== endpoint || props.inherited !== inherited || props.fleet !== fleet;
  }

  render({ endpoint, inherited, fleet }, { draft, sent, problems, open }) {
    const problem = Object.values(problems).filter((said) => said !== null).join('; ');
    const isTyped = draft !== null && !problems.ttlSeconds;
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
        ${sent === null && isTyped && html`<p class="result quiet">Enter sends the TTL, Escape takes it back</p>`}
        ${sent === null && fleet !== null && !isTyped && problem === '' && html`
          <p class="result ${look(fleet)}">saved; ${line(fleet)}</p>`}
        <div role="alert">${problem !== '' && html`<p class="result problem">${problem}</p>`}</div>
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
        onKeyDown=${(event) => this.key(event)} />`;
  }

  key(event) {
    if (event.key === 'Enter') {
      this.sendTtl(event.target);
    } else if (event.key === 'Escape') {
      // Blanked before it is drawn: what is typed there may be no number, and have no value.
      event.target.value = '';
      this.dropDraft();
    }
  }

  sendTtl(input) {
    if (input.validity.badInput) {
      this.say({ ttlSeconds: 'The TTL is a whole number of seconds' });
      return;
    }
    const { draft, sent } = this.state;
    if (draft !== null) {
      const ttlSeconds = draft === '' ? null : Number(draft);
      if (ttlSeconds !== ({ ...this.props.endpoint.settings, ...sent }.ttlSeconds ?? null)) {
        this.send({ ttlSeconds });
      } else if (sent === null) {
        this.dropDraft();
      }
    }
  }

  dropDraft() {
    this.say({ ttlSeconds: null });
    this.setState({ draft: null });
  }

  say(problem) {
    this.setState(({ problems }) => ({ problems: { ...problems, ...problem } }));
  }

  /** Of one field. Sent at once, whatever is on its way: nobody waits to switch something off. */
  async send(changes) {
    const turn = ++this.turn;
    const [field] = Object.keys(changes);
    const mine = (this.last[field] = { changes, revision: 0 });
    const { endpoint, change } = this.props;
    this.setState(({ sent }) => ({ sent: { ...sent, ...changes } }));
    this.say({ [field]: null });
    let problem = null;
    try {
      mine.revision = (await change(endpoint.endpoint, endpoint.method, changes)).revision;
      this.newest[field] = Math.max(mine.revision, this.newest[field] ?? 0);
    } catch (e) {
      problem = whatFailed(e);
    }
    const isTyped = 'ttlSeconds' in changes && problem === null;
    this.setState(({ draft }) => ({
      draft: isTyped && draft !== null && sameNumber(draft, changes.ttlSeconds) ? null : draft,
      ...(turn === this.turn ? { sent: null } : {}),
    }));
    const last = this.last[field];
    if (last === mine) {
      this.say({ [field]: problem });
    }
    if (last.revision > 0 && last.revision < this.newest[field]) {
      this.send(last.changes); // what was sent before it has come after it
    }
  }
}

const sameNumber = (draft, ttlSeconds) => (draft === '' ? null : Number(draft)) === ttlSeconds;
