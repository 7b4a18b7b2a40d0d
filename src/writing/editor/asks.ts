// What the editor asks before it sets a link, an explained abbreviation, a picture: a few fields under the bar, and back to the text.
import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { isHref } from '../text/address.ts'
import { SAYS } from '../text/tidy.ts'

type Values = Record<string, string | boolean>
type Control = HTMLInputElement | HTMLSelectElement

interface Ask {
  /** What stands there already. */
  readonly shown: (editor: Editor) => Values
  /** Why it cannot be done, a sentence; null: it can. */
  readonly refused: (values: Values) => string | null
  readonly does: (editor: Editor, values: Values) => void
}

const selected = ({ state: { doc, selection } }: Editor): string =>
  doc.textBetween(selection.from, selection.to, ' ')

/** Marks the words asked: those that are selected, or those that are typed here. */
function setMark(editor: Editor, name: string, attrs: Record<string, string>, words: string): void {
  const chain = editor.chain().extendMarkRange(name)
  const mark = { type: name, attrs }
  chain
    .command(({ tr, state }) => {
      const { from, to } = tr.selection
      if (words !== '' && tr.doc.textBetween(from, to, ' ') !== words)
        tr.replaceSelectionWith(state.schema.text(words), true)
      const end = tr.selection.to
      const start = words !== '' ? end - words.length : from
      tr.addMark(start, end, state.schema.mark(mark.type, mark.attrs))
      tr.removeStoredMark(state.schema.mark(mark.type, mark.attrs))
      return true
    })
    .run()
}

const text = (value: string | boolean | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** An address as people type it. */
const addressOf = (typed: string): string => (/^www\.\S+\.\S+$/i.test(typed) ? `https://${typed}` : typed)

const wordsAt = (editor: Editor, name: string): string => {
  if (!editor.isActive(name)) return selected(editor)
  editor.chain().extendMarkRange(name).run()
  return selected(editor)
}

/** The image that is selected. */
const imageAt = ({ state: { selection } }: Editor) =>
  selection instanceof NodeSelection && selection.node.type.name === 'image' ? selection.node : null

const ASKS: Readonly<Record<string, Ask>> = {
  link: {
    shown: (editor) => ({ words: wordsAt(editor, 'link'), href: editor.getAttributes('link').href ?? '' }),
    refused: ({ words, href }) => {
      if (text(words) === '') return 'Écrivez le texte du lien.'
      return isHref(addressOf(text(href)))
        ? null
        : 'Écrivez une adresse qui commence par https://, mailto: ou tel:, ou une page de ce site (/…).'
    },
    does: (editor, { words, href }) => setMark(editor, 'link', { href: addressOf(text(href)) }, text(words)),
  },
  abbreviation: {
    shown: (editor) => ({
      words: wordsAt(editor, 'abbreviation'),
      expansion: editor.getAttributes('abbreviation').expansion ?? '',
    }),
    refused: ({ words, expansion }) =>
      text(words) === '' || text(expansion) === '' ? 'Écrivez le sigle, et ce qu’il veut dire.' : null,
    does: (editor, { words, expansion }) =>
      setMark(editor, 'abbreviation', { expansion: text(expansion) }, text(words)),
  },
  image: {
    shown: (editor) => ({ alternative: '', decorative: false, caption: '', ...imageAt(editor)?.attrs }),
    refused: ({ alternative, decorative }) =>
      decorative === true || text(alternative) !== ''
        ? null
        : 'Décrivez l’image, ou dites qu’elle est décorative.',
    does(editor, { file, alternative, decorative, caption }) {
      const said = decorative === true ? '' : text(alternative)
      const attrs = { file, alternative: said, decorative }
      // Once placed, its caption is the line under it.
      const under = {
        type: 'paragraph',
        content: [{ type: 'text', text: `${SAYS.caption}\u00a0: ${text(caption)}` }],
      }
      if (imageAt(editor)) editor.commands.updateAttributes('image', attrs)
      else editor.commands.insertContent([{ type: 'image', attrs }, ...(text(caption) === '' ? [] : [under])])
    },
  },
}

export const isAsked = (act: string): boolean => Object.hasOwn(ASKS, act)

/** The fields under the bar; one set of them is open at a time. */
export class Asks {
  readonly #root: HTMLElement
  readonly #editor: Editor

  constructor(root: HTMLElement, editor: Editor) {
    this.#root = root
    this.#editor = editor
    for (const box of this.#boxes) {
      box.querySelector('[data-does]')?.addEventListener('click', () => this.#do(box))
      box.querySelector('[data-closes]')?.addEventListener('click', () => this.#close())
      box.querySelector('[data-removes]')?.addEventListener('click', () => {
        editor
          .chain()
          .focus()
          .extendMarkRange(box.dataset.ask ?? '')
          .unsetMark(box.dataset.ask ?? '')
          .run()
        this.#close()
      })
      suggest(box)
      box.addEventListener('keydown', (event) => {
        // The Enter key never sends the form that holds the editor.
        const isField = event.target instanceof HTMLInputElement
        if (event.key === 'Escape') this.#close()
        else if (event.key === 'Enter' && isField) this.#do(box)
        else return
        event.preventDefault()
      })
    }
  }

  get #boxes(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-ask]')]
  }

  open(act: string): void {
    const box = this.#boxes.find(({ dataset }) => dataset.ask === act)
    if (!box) return
    for (const other of this.#boxes) other.hidden = other !== box
    const shown = ASKS[act]?.shown(this.#editor) ?? {}
    for (const control of controlsOf(box)) fill(control, shown[control.dataset.of ?? ''])
    const removes = box.querySelector<HTMLElement>('[data-removes]')
    if (removes) removes.hidden = !this.#editor.isActive(act)
    this.#say(box, null)
    if (act === 'image') describe(box)
    const first = box.querySelector<HTMLElement>('[data-first]')
    if (first) first.hidden = imageAt(this.#editor) !== null
    const fields = controlsOf(box)
    const empty = fields.find((one) => one instanceof HTMLInputElement && one.value === '')
    ;(empty ?? fields[0])?.focus()
  }

  #say(box: HTMLElement, refused: string | null): void {
    const said = box.querySelector<HTMLElement>('[data-refused]')
    if (!said) return
    said.hidden = refused === null
    said.textContent = refused
  }

  #do(box: HTMLElement): void {
    const ask = ASKS[box.dataset.ask ?? '']
    const values = Object.fromEntries(controlsOf(box).map((one) => [one.dataset.of ?? '', valueOf(one)]))
    const refused = ask?.refused(values) ?? null
    this.#say(box, refused)
    if (refused !== null) return
    ask?.does(this.#editor, values)
    this.#close()
  }

  #close(): void {
    for (const box of this.#boxes) box.hidden = true
    this.#editor.view.focus()
  }
}

const controlsOf = (box: HTMLElement): Control[] => [...box.querySelectorAll<Control>('[data-of]')]

const isBox = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && control.type === 'checkbox'

const valueOf = (control: Control): string | boolean => (isBox(control) ? control.checked : control.value)

function fill(control: Control, value: string | boolean | undefined): void {
  if (isBox(control)) control.checked = value === true
  else if (typeof value === 'string') control.value = value
}

const saidBy = (list: HTMLSelectElement): string => list.selectedOptions[0]?.dataset.said ?? ''

/** A picture that is chosen says what it shows, unless it has been said otherwise. */
function describe(box: HTMLElement, before = ''): void {
  const list = box.querySelector<HTMLSelectElement>('select[data-of=file]')
  const words = box.querySelector<HTMLInputElement>('[data-of=alternative]')
  if (list && words && words.value === before) words.value = saidBy(list)
}

/** The words of the picture that was chosen give way to those of the next. */
function suggest(box: HTMLElement): void {
  const list = box.querySelector<HTMLSelectElement>('select[data-of=file]')
  let before = ''
  list?.addEventListener('focus', () => {
    before = saidBy(list)
  })
  list?.addEventListener('change', () => {
    describe(box, before)
    before = saidBy(list)
  })
}
