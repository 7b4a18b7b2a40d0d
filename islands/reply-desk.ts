// The box an agent writes in: a template goes where the cursor is and its first empty place is selected; Ctrl+Enter sends.

const HOLE = /\{[^{}]*\}/

class ReplyDesk extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', this.#insert)
    this.addEventListener('keydown', this.#send)
  }

  get #box() {
    return this.querySelector<HTMLTextAreaElement>('textarea[name=message]')
  }

  get #templates() {
    return [...this.querySelectorAll<HTMLButtonElement>('[data-template]')]
  }

  readonly #insert = (event: Event) => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-template]') : null
    const box = this.#box
    const text = chip?.dataset.template
    if (!box || text === undefined) return
    event.preventDefault()
    box.focus()
    this.#put(box, text)
    this.#select(box)
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** Another template is replaced; what somebody typed never is. */
  #put(box: HTMLTextAreaElement, text: string) {
    const typed = box.value.trim()
    const isOwn = typed !== '' && !this.#templates.some(({ dataset }) => dataset.template?.trim() === typed)
    if (!isOwn) box.select()
    const before = box.value.slice(0, box.selectionStart)
    const space = isOwn && before !== '' && !before.endsWith('\n\n') ? '\n\n' : ''
    // The browser's own undo takes it back, where this command exists.
    if (!document.execCommand('insertText', false, `${space}${text}`))
      box.setRangeText(`${space}${text}`, box.selectionStart, box.selectionEnd, 'end')
  }

  #select(box: HTMLTextAreaElement) {
    const hole = HOLE.exec(box.value)
    if (hole) box.setSelectionRange(hole.index, hole.index + hole[0].length)
  }

  readonly #send = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    const main = this.querySelector<HTMLButtonElement>('button.button:not(.quiet, .bare, [formaction])')
    if (!main) return
    event.preventDefault()
    main.click()
  }
}

customElements.define('reply-desk', ReplyDesk)
