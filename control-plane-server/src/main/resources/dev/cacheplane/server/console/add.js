// Adds an endpoint.
import { Component, html } from './html.js';
import { isOn } from './policy.js';
import { whatFailed } from './problem.js';

/** HEAD obeys what holds for GET. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export class AddEndpoint extends Component {
  state = { problem: null };

  render({ inherited }, { problem }) {
    return html`
      <form class="add" onSubmit=${(event) => this.add(event)} aria-label="Add an endpoint">
        <h3>Add an endpoint</h3>
        <div class="together">
          <label for="new-method">Method</label>
          <select id="new-method" name="method">
            <option value="">any</option>
            ${METHODS.map((method) => html`<option value=${method}>${method}</option>`)}
          </select>
          <label for="new-pattern">Pattern</label>
          <input id="new-pattern" name="pattern" required placeholder="/products/{id}" autocomplete="off" spellcheck=${false} />
          <label for="new-caching">Caching</label>
          <select id="new-caching" name="caching">
            <option value="">inherit (${isOn(inherited.get('shouldCache').value)})</option>
            <option value="on">on</option>
            <option value="off">off</option>
          </select>
          <button>Add</button>
        </div>
        <p class="quiet">What wider patterns set holds for its paths no longer.</p>
        <div role="alert">${problem !== null && html`<p class="problem">${problem}</p>`}</div>
      </form>`;
  }

  async add(event) {
    event.preventDefault();
    const form = event.target;
    const pattern = form.elements.pattern.value.trim();
    this.setState({ problem: null });
    try {
      if (!pattern.startsWith('/')) {
        return this.setState({ problem: 'A pattern begins with a slash' });
      }
      const { method, caching } = form.elements;
      const changes = caching.value === '' ? {} : { shouldCache: caching.value === 'on' };
      const { endpoint } = await this.props.change(pattern, method.value || null, changes);
      form.reset();
      this.props.added(endpoint);
    } catch (e) {
      this.setState({ problem: whatFailed(e) });
    }
  }
}
