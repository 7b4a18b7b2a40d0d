// The tool bar: one stop of the key Tab, arrows between its tools, states said as one writes (WAI-ARIA, pattern « toolbar »).
import type { Editor } from '@tiptap/core'
import { setStyle, styleAt, WITHIN } from './acts.ts'

type Tool = HTMLButtonElement | HTMLSelectElement

const TOOLS = 'button, select'
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

export class Toolbar {
  readonly #bar: HTMLElement
  readonly #editor: Editor

  /** `act` does what a tool is for. */
  constructor(bar: HTMLElement, editor: Editor, act: (name: string) => void) {
    this.#bar = bar
    this.#editor = editor
    const style = this.#style
    style?.addEventListener('change', () => setStyle(editor, style.value))
    bar.addEventListener('click', ({ target }) => {
      const tool = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null
      if (tool && tool.getAttribute('aria-disabled') !== 'true') act(tool.dataset.act ?? '')
    })
    bar.addEventListener('keydown', (event) => this.#press(event))
    bar.addEventListener('focusin', ({ target }) => this.#stopAt(target as Tool))
    this.refresh()
  }

  get #style(): HTMLSelectElement | null {
    return this.#bar.querySelector('[data-style]')
  }

  get #shown(): Tool[] {
    return [...this.#bar.querySelectorAll<Tool>(TOOLS)].filter((tool) => tool.closest('[hidden]') === null)
  }

  /** Puts the focus on the tool where it was last. */
  focus(): void {
    this.#shown.find(({ tabIndex }) => tabIndex === 0)?.focus()
  }

  /** Says what is on where one writes. */
  refresh(): void {
    const editor = this.#editor
    for (const group of this.#bar.querySelectorAll<HTMLElement>('[data-within]'))
      group.hidden = !editor.isActive(WITHIN[group.dataset.within ?? ''] ?? '')
    for (const tool of this.#bar.querySelectorAll<HTMLElement>('[data-act][aria-pressed]'))
      tool.setAttribute('aria-pressed', String(editor.isActive(tool.dataset.act ?? '')))
    const can = editor.can()
    for (const [act, isPossible] of [
      ['undo', can.undo()],
      ['redo', can.redo()],
    ] as const)
      this.#bar.querySelector(`[data-act=${act}]`)?.setAttribute('aria-disabled', String(!isPossible))
    const style = this.#style
    if (style !== null) {
      style.value = styleAt(editor)
      style.disabled = editor.isActive('table')
    }
    const shown = this.#shown.filter((tool) => !tool.disabled)
    const stop = shown.find(({ tabIndex }) => tabIndex === 0) ?? shown[0]
    if (stop) this.#stopAt(stop)
  }

  #stopAt(stop: Tool): void {
    for (const tool of this.#bar.querySelectorAll<Tool>(TOOLS)) tool.tabIndex = tool === stop ? 0 : -1
  }

  #press(event: KeyboardEvent): void {
    const tools = this.#shown.filter((tool) => !tool.disabled)
    const at = tools.indexOf(event.target as Tool)
    const step = STEPS[event.key]
    const next =
      step === undefined
        ? { Home: tools[0], End: tools.at(-1) }[event.key]
        : tools[(at + step + tools.length) % tools.length]
    if (event.key === 'Escape') this.#editor.view.focus()
    else if (next) next.focus()
    else return
    event.preventDefault()
  }
}
