// A code with a button that copies it. Without the clipboard, the code is there to be read.

class CopyCode extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector('button')) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet no-print'
    button.textContent = 'Copier'
    const said = document.createElement('span')
    said.className = 'meta'
    said.setAttribute('role', 'status')
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(this.dataset.text ?? '')
        said.textContent = 'Copié'
      } catch {
        said.textContent = 'La copie n’a pas marché\u00a0: notez le code.'
      }
    })
    this.append(button, said)
  }
}

customElements.define('copy-code', CopyCode)
