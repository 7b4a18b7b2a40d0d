// Shows the files chosen before they are sent: name, size, small picture; says at once what is too big or too many.

const size = (bytes: number) =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))}\u00a0ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')}\u00a0Mo`

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
      list.replaceChildren(...files.map((file) => this.#line(file)))
      list.hidden = files.length === 0
    })
  }

  #refuse(input: HTMLInputElement, said: HTMLElement) {
    const most = Number(this.dataset.bytes)
    const files = [...(input.files ?? [])]
    const big = files.find((file) => file.size > most)
    const problem = big
      ? `«\u00a0${big.name}\u00a0» pèse ${size(big.size)}, le plus est ${size(most)}. Choisissez un fichier plus léger.`
      : files.length > Number(this.dataset.max)
        ? `Vous pouvez encore joindre ${this.dataset.max} fichier(s), vous en avez choisi ${files.length}.`
        : ''
    // Not sent: the server would refuse it after a long wait.
    if (problem) input.value = ''
    said.textContent = problem
    said.hidden = problem === ''
  }

  #line(file: File): HTMLLIElement {
    const line = document.createElement('li')
    const picture = document.createElement(file.type.startsWith('image/') ? 'img' : 'span')
    picture.className = 'thumb'
    if (picture instanceof HTMLImageElement) this.#show(picture, file)
    const text = document.createElement('div')
    const name = document.createElement('b')
    name.textContent = file.name
    const small = document.createElement('small')
    small.textContent = `${size(file.size)}, sera envoyé quand vous continuerez`
    text.append(name, small)
    line.append(picture, text)
    return line
  }

  /** A data address: the content policy has no room for blob addresses. */
  #show(picture: HTMLImageElement, file: File) {
    picture.alt = ''
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') picture.src = reader.result
    })
    reader.readAsDataURL(file)
  }
}

customElements.define('file-preview', FilePreview)
