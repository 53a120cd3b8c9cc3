// What every part of the page is written with. No import map: that would be an inline script.
import { h } from './vendor/preact.module.js';
import htm from './vendor/htm.module.js';

export { Component, render } from './vendor/preact.module.js';
export const html = htm.bind(h);
