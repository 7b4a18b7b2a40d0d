// Says the hour beside the tide; the page is whole without it.

class TideClock extends HTMLElement {
  connectedCallback() {
    this.textContent = new Date().toLocaleTimeString('fr-FR')
  }
}

customElements.define('tide-clock', TideClock)
