// A list under an input, proposed as one types (ARIA 1.2 combobox with a list): keys, focus and what is said, once for all.

export interface ComboboxOptions<T> {
  input: HTMLInputElement
  /** Where the list goes. */
  holder: Element
  /** Name of the list: « Adresses proposées ». */
  label: string
  /** Milliseconds without a key before asking, and letters under which nothing is asked. */
  pause: number
  shortest: number
  find(text: string, signal: AbortSignal): Promise<T[]>
  text(found: T): string
  /** « 3 adresses proposées » */
  said(count: number): string
  choose(found: T): void
}

const MOST_WAIT = 4_000

/** Makes a combobox of the input. Silent when nothing answers: without it, the input is the same. */
export function combobox<T>(options: ComboboxOptions<T>): void {
  const { input } = options
  const list = document.createElement('ul')
  const said = document.createElement('p')
  let found: T[] = []
  let active = -1
  let timer = 0
  let asking = new AbortController()

  const open = (now: T[]) => {
    found = now
    active = -1
    list.replaceChildren(...now.map((one, at) => lineOf(options.text(one), `${list.id}-${at}`)))
    list.hidden = now.length === 0
    input.setAttribute('aria-expanded', String(now.length > 0))
    input.removeAttribute('aria-activedescendant')
    said.textContent = now.length === 0 ? '' : options.said(now.length)
  }
  const close = () => {
    asking.abort()
    open([])
  }
  const search = async () => {
    const text = input.value.trim()
    asking.abort()
    if (text.length < options.shortest) return open([])
    asking = new AbortController()
    const { signal } = asking
    const answer = await options
      .find(text, AbortSignal.any([signal, AbortSignal.timeout(MOST_WAIT)]))
      .catch((): T[] => [])
    if (!signal.aborted && document.activeElement === input) open(answer)
  }
  const choose = (at: number) => {
    const one = found[at]
    close()
    if (one !== undefined) options.choose(one)
  }
  const activate = (at: number) => {
    active = at
    for (const [index, line] of [...list.children].entries()) {
      line.setAttribute('aria-selected', String(index === at))
      if (index !== at) continue
      input.setAttribute('aria-activedescendant', line.id)
      line.scrollIntoView({ block: 'nearest' })
    }
  }
  const press = (event: KeyboardEvent) => {
    if (list.hidden) return
    const last = found.length - 1
    if (event.key === 'ArrowDown') activate(active < last ? active + 1 : 0)
    else if (event.key === 'ArrowUp') activate(active > 0 ? active - 1 : last)
    else if (event.key === 'Enter' && active >= 0) choose(active)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  }

  dress(options, list, said)
  input.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(search, options.pause)
  })
  input.addEventListener('keydown', press)
  input.addEventListener('blur', () => window.setTimeout(close, 150))
  // The focus stays in the input, and a finger that scrolls the list chooses nothing.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const line = event.target instanceof Element ? event.target.closest('li') : null
    if (line) choose([...list.children].indexOf(line))
  })
}

function lineOf(text: string, id: string): HTMLLIElement {
  const line = document.createElement('li')
  line.id = id
  line.setAttribute('role', 'option')
  line.setAttribute('aria-selected', 'false')
  line.textContent = text
  return line
}

function dress<T>({ input, holder, label }: ComboboxOptions<T>, list: HTMLElement, said: HTMLElement) {
  list.className = 'suggestions'
  list.id = `${input.id}-propositions`
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label)
  list.hidden = true
  said.className = 'hidden'
  said.setAttribute('role', 'status')
  holder.append(list, said)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }))
    input.setAttribute(name, value)
}
