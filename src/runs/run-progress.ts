// How far long work is, read again while it goes on; without it, one reads the page again. The page comes whole when it ends.

const EVERY = 3_000

class RunProgress extends HTMLElement {
  #timer = 0

  connectedCallback() {
    if (this.querySelector('[data-going]')) this.#timer = window.setInterval(this.#again, EVERY)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
  }

  readonly #again = async () => {
    // Whoever is on the link that reads it again keeps it.
    if (document.hidden || this.contains(document.activeElement)) return
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const read = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .querySelector('run-progress')
    if (!read?.querySelector('[data-going]')) location.reload()
    else if (read.innerHTML !== this.innerHTML) this.replaceChildren(...read.childNodes)
  }
}

customElements.define('run-progress', RunProgress)
