// Adds an endpoint that sets nothing yet.
import { Component, html } from './html.js';
import { whatFailed } from './problem.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export class AddEndpoint extends Component {
  state = { problem: null };

  render(_, { problem }) {
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
          <button>Add</button>
        </div>
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
      await this.props.change(pattern, form.elements.method.value || null, {});
      form.reset();
      this.props.added(pattern);
    } catch (e) {
      this.setState({ problem: whatFailed(e) });
    }
  }
}
