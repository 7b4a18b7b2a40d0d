// Writes a rich text on the page itself: the box that holds its notation stays the value of the form. Without it, one types in the box.
import { Editor, type JSONContent } from '@tiptap/core'
import { renderHtml } from '#platform/html.ts'
import { readNotation } from '../notation/read.ts'
import { notationOf } from '../notation/write.ts'
import { emptyRich, type RichText } from '../text/document.ts'
import { plainOf } from '../text/plain.ts'
import { type Stumble, stumbles } from '../text/stumbles.ts'
import { spelled, tidy } from '../text/tidy.ts'
import { ACTS } from './acts.ts'
import { Asks, isAsked } from './asks.ts'
import { flag, Flags, placeOf } from './flags.ts'
import { nodes } from './nodes.ts'
import { adviceList, adviceSaid } from './pages/advice.ts'
import { cleanPasted } from './paste.ts'
import { Toolbar } from './toolbar.ts'

/** How long one stops before the box and the advice follow. */
const PAUSE = 400
const WORDS_A_MINUTE = 200

/** A node of the editor says nothing of a content that it has not. */
const filled = (node: JSONContent): JSONContent =>
  node.type === 'text' ? node : { ...node, content: (node.content ?? []).map(filled) }

const startOf = (doc: RichText): JSONContent | null =>
  doc.content.length === 0 ? null : (doc as JSONContent)

class RichEditor extends HTMLElement {
  #editor: Editor | null = null
  #toolbar: Toolbar | null = null
  #found: readonly Stumble[] = []
  #timer = 0
  /** Something of the form is typed, and not sent. */
  #isUnsent = false
  readonly #left = new AbortController()

  connectedCallback() {
    const box = this.querySelector('textarea')
    const frame = this.querySelector<HTMLElement>('[data-editor]')
    const place = this.querySelector<HTMLElement>('[data-text]')
    if (!box || !frame || !place || this.#editor) return
    const { doc, problems } = readNotation(box.value)
    // What is not read is mended where its lines are.
    if (problems.length > 0) return
    this.#editor = this.#start(box, place, spelled(doc))
    this.#dress(box, frame, this.#editor)
    this.#advise(doc)
    this.#follow(box)
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer)
    this.#left.abort()
    this.#editor?.destroy()
  }

  #start(box: HTMLTextAreaElement, place: HTMLElement, doc: RichText): Editor {
    const sources = new Map(
      [...this.querySelectorAll<HTMLOptionElement>('option[data-src]')].map(({ value, dataset }) => [
        value,
        dataset.src,
      ]),
    )
    const { id } = box
    box.id = `${id}-notation`
    const label = this.parentElement?.querySelector<HTMLLabelElement>(`label[for="${id}"]`)
    if (label) label.id ||= `${id}-nom`
    const described = [box.getAttribute('aria-describedby'), `${id}-touches`].filter(Boolean).join(' ')
    const editor = new Editor({
      element: place,
      injectCSS: false,
      extensions: [...nodes((file) => sources.get(file)), Flags],
      content: startOf(doc),
      editorProps: {
        attributes: {
          id,
          class: 'rich',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-labelledby': label?.id ?? '',
          'aria-describedby': described,
          ...(box.getAttribute('aria-invalid') === 'true' && { 'aria-invalid': 'true' }),
        },
        transformPastedHTML: cleanPasted,
        handleKeyDown: (_, event) => this.#press(event),
      },
    })
    label?.addEventListener('click', () => editor.view.focus())
    return editor
  }

  #dress(box: HTMLTextAreaElement, frame: HTMLElement, editor: Editor): void {
    const asks = new Asks(frame, editor)
    const act = (name: string) => {
      if (isAsked(name)) return asks.open(name)
      ACTS[name]?.(editor)
      editor.view.focus()
    }
    const bar = frame.querySelector<HTMLElement>('[role=toolbar]')
    if (bar) this.#toolbar = new Toolbar(bar, editor, act)
    editor.on('transaction', () => this.#toolbar?.refresh())
    editor.on('update', () => {
      window.clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => this.#advise(this.#write(box)), PAUSE)
    })
    // The box alone: advice that came now would move the button that is being pressed.
    editor.on('blur', () => this.#write(box))
    // Before whatever else hears that the form is sent.
    box.form?.addEventListener('submit', () => this.#write(box), { capture: true })
    this.addEventListener('click', ({ target }) => {
      const at = target instanceof HTMLElement ? target.dataset.stumble : undefined
      if (at !== undefined) this.#goTo(this.#found[Number(at)])
    })
    frame.hidden = false
    box.hidden = true
    const help = this.querySelector<HTMLElement>('[data-help]')
    if (help) help.hidden = true
  }

  /** One who leaves is asked first; who comes back finds what the browser put in the box. */
  #follow(box: HTMLTextAreaElement): void {
    const { signal } = this.#left
    this.#isUnsent = box.value !== box.defaultValue
    box.form?.addEventListener('input', () => (this.#isUnsent = true), { signal })
    box.form?.addEventListener('submit', () => (this.#isUnsent = false), { signal })
    const ask = (event: BeforeUnloadEvent) => {
      this.#write(box)
      if (this.#isUnsent) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask, { signal })
    window.addEventListener('pageshow', () => this.#readAgain(box), { signal })
  }

  #readAgain(box: HTMLTextAreaElement): void {
    const { doc, problems } = readNotation(box.value)
    const shown = tidy(filled(this.#editor?.getJSON() ?? {}) as RichText)
    if (problems.length > 0 || notationOf(doc) === notationOf(shown)) return
    this.#isUnsent = true
    this.#editor?.commands.setContent(startOf(spelled(doc)))
    this.#advise(doc)
  }

  #press(event: KeyboardEvent): boolean {
    const isLink = (event.ctrlKey || event.metaKey) && event.key === 'k'
    if (isLink) this.querySelector<HTMLElement>('[data-act=link]')?.click()
    else if (event.altKey && event.key === 'F10') this.#toolbar?.focus()
    else return false
    event.preventDefault()
    return true
  }

  /** The box takes what the page says, when it says something else. */
  #write(box: HTMLTextAreaElement): RichText {
    if (!this.#editor) return emptyRich
    const doc = tidy(filled(this.#editor.getJSON()) as RichText)
    const notation = notationOf(doc)
    if (notation !== notationOf(readNotation(box.value).doc)) {
      box.value = notation
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    return doc
  }

  #advise(doc: RichText): void {
    if (!this.#editor) return
    // As it stands on the page: paths lead there.
    this.#found = stumbles(filled(this.#editor.getJSON()) as RichText)
    this.#editor.view.dispatch(flag(this.#editor.state, this.#found))
    const found = this.querySelector('[data-found]')
    if (found?.childElementCount === 0)
      found.innerHTML = '<p class="meta" role="status"></p><div data-advice></div>'
    const [said, list] = [found?.querySelector('[role=status]'), found?.querySelector('[data-advice]')]
    const isEmpty = doc.content.length === 0
    const summary = isEmpty ? '' : adviceSaid(this.#found)
    if (said && said.textContent !== summary) said.textContent = summary
    const lines = isEmpty ? null : adviceList(this.#found, true)
    if (list) list.innerHTML = lines === null ? '' : renderHtml(lines)
    const words = plainOf(doc).split(/\s+/).filter(Boolean).length
    const count = this.querySelector('[data-count]')
    if (count)
      count.textContent = `${words} mot${words > 1 ? 's' : ''}, ${Math.max(1, Math.round(words / WORDS_A_MINUTE))} min de lecture`
  }

  #goTo(stumble: Stumble | undefined): void {
    const editor = this.#editor
    const place = stumble && editor ? placeOf(editor.state.doc, stumble.path) : null
    if (!editor || place === null) return
    const chain = editor.chain().focus()
    if (place.node.isAtom && !place.node.isText) chain.setNodeSelection(place.from)
    else if (place.node.isText) chain.setTextSelection({ from: place.from, to: place.to })
    else chain.setTextSelection(place.from + 1)
    chain.scrollIntoView().run()
  }
}

customElements.define('rich-editor', RichEditor)
