// The page as a whole. Begin here.
import { Component, html, render } from './html.js';
import { Model } from './model.js';
import { Service } from './service.js';
import { ServiceList } from './services.js';
import { SignIn } from './signin.js';

class App extends Component {
  constructor() {
    super();
    this.model = new Model(() => this.arrived());
  }

  componentDidMount() {
    addEventListener('hashchange', () => this.model.choose(inAddress()));
    this.model.choose(inAddress());
    this.model.start();
  }

  /** The first service is shown until somebody chooses. */
  arrived() {
    const { model } = this;
    if (model.service === null && model.services?.length > 0) {
      history.replaceState(null, '', `#${model.services[0].service}`);
      model.choose(inAddress());
    }
    document.title = model.service === null ? 'Cacheplane' : `${model.service} · Cacheplane`;
    this.forceUpdate();
  }

  render() {
    const { model } = this;
    return html`
      <header class="top"><h1>Cacheplane</h1></header>
      <div aria-live="assertive">
        ${model.unreachable && html`
          <p class="banner">The control plane cannot be reached. What is shown may be old; services go on with what they know.</p>`}
        ${model.trouble !== null && html`<p class="banner">${model.trouble}</p>`}
      </div>
      ${model.tokenWanted !== null && html`<${SignIn} reason=${model.tokenWanted} signIn=${(token) => model.signIn(token)} />`}
      ${(model.tokenWanted === null || model.services !== null) && html`
        <div class="page">
          <${ServiceList} services=${model.services} chosen=${model.service} />
          <main>
            ${model.service !== null && html`<${Service} key=${model.service} model=${model} policies=${model.policies} />`}
          </main>
        </div>`}`;
  }
}

function inAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1)) || null;
  } catch {
    return null;
  }
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
