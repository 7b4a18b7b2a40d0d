// Shows the files chosen before they are sent with the page: name, size, small picture; says at once what is too big or too many.
import { fileLine, problemOf } from './lib-files.ts'

class FilePreview extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) return
    const said = document.createElement('p')
    said.className = 'error'
    said.setAttribute('role', 'alert')
    said.hidden = true
    const list = document.createElement('ul')
    list.className = 'files'
    list.hidden = true
    this.append(said, list)
    input.addEventListener('change', () => {
      this.#refuse(input, said)
      const files = [...(input.files ?? [])]
      list.replaceChildren(...files.map((file) => fileLine(file, 'sera envoyé quand vous continuerez').line))
      list.hidden = files.length === 0
    })
  }

  #refuse(input: HTMLInputElement, said: HTMLElement) {
    const problem = problemOf([...(input.files ?? [])], Number(this.dataset.max), Number(this.dataset.bytes))
    // Not sent: the server would refuse it after a long wait.
    if (problem) input.value = ''
    said.textContent = problem
    said.hidden = problem === ''
  }
}

customElements.define('file-preview', FilePreview)
