// The summary of errors takes the focus when the page opens; its links go into the field, also for groups.

class ErrorFocus extends HTMLElement {
  connectedCallback() {
    this.querySelector<HTMLElement>('.error-summary')?.focus()
    this.addEventListener('click', (event) => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null
      const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
      if (!target) return
      const control = target.matches('input, select, textarea')
        ? target
        : target.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
      if (!control) return
      event.preventDefault()
      // The question first: a control alone at the top of the screen says nothing.
      control.closest('.field, fieldset')?.scrollIntoView({ block: 'start' })
      control.focus({ preventScroll: true })
    })
  }
}

customElements.define('error-focus', ErrorFocus)
