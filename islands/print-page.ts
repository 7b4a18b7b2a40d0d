// A button that prints the page: shown only when scripts run, since nothing else can print for the reader.

class PrintPage extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    if (!button) return
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

customElements.define('print-page', PrintPage)
