// The keypad of the door of a kiosk, and badge readers that type: digits that come faster than hands do, then Enter, are a badge wherever the
// focus is. Without a script the fields are what they are.
/** Milliseconds between two keys of a reader: on the whole, and at most. */
const READER_MEAN = 50
const READER_MOST = 200
const FEWEST_DIGITS = 4

interface Burst {
  digits: string
  began: number
  last: number
  /** Where the digits went, and what was there before them. */
  field: HTMLInputElement | null
  before: string
}

const isField = (target: EventTarget | null): target is HTMLInputElement => target instanceof HTMLInputElement

class KioskPad extends HTMLElement {
  #burst: Burst | null = null
  #field: HTMLInputElement | undefined

  connectedCallback() {
    document.addEventListener('keydown', this.#typed, { capture: true })
    const pad = this.querySelector<HTMLElement>('[data-pad]')
    if (!pad) return
    pad.hidden = false
    // The keypad of the screen is this one.
    for (const field of this.#fields()) field.inputMode = 'none'
    this.#aim(this.#fields().find((field) => field.value === '') ?? this.#fields()[0])
    this.addEventListener('focusin', ({ target }) => isField(target) && this.#aim(target))
    // A key that is touched leaves the focus where one types.
    pad.addEventListener('pointerdown', (event) => event.preventDefault())
    pad.addEventListener('click', ({ target }) => {
      const key = target instanceof Element ? target.closest<HTMLButtonElement>('button') : null
      if (key) this.#press(key.value)
    })
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#typed, { capture: true })
  }

  #fields(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input:not([type="hidden"])')]
  }

  /** What the keys go to, said by the name of the keypad. */
  #aim(field: HTMLInputElement | undefined) {
    this.#field = field
    for (const one of this.#fields()) one.toggleAttribute('data-aimed', one === field)
    const label = field?.labels?.[0]?.textContent ?? ''
    const said = this.querySelector('[data-pad-of]')
    if (said) said.textContent = label.trim()
  }

  #press(key: string) {
    const field = this.#field
    if (!field) return
    if (key === 'next') {
      const all = this.#fields()
      const next = all[(all.indexOf(field) + 1) % all.length]
      this.#aim(next)
      return next?.focus()
    }
    field.value = key === 'erase' ? field.value.slice(0, -1) : (field.value + key).slice(0, field.maxLength)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  readonly #typed = (event: KeyboardEvent) => {
    const { key, timeStamp } = event
    const burst = this.#burst
    const isLate = burst === null || timeStamp - burst.last > READER_MOST
    if (/^\d$/.test(key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const field = isField(event.target) ? event.target : null
      this.#burst = isLate
        ? { digits: key, began: timeStamp, last: timeStamp, field, before: field?.value ?? '' }
        : { ...burst, digits: burst.digits + key, last: timeStamp }
      return
    }
    this.#burst = null
    if (key !== 'Enter' || isLate || burst.digits.length < FEWEST_DIGITS) return
    if ((timeStamp - burst.began) / burst.digits.length > READER_MEAN) return
    event.preventDefault()
    event.stopPropagation()
    this.#badge(burst)
  }

  #badge({ digits, field, before }: Burst) {
    const [number, next] = this.#fields()
    // The page that says that somebody left: the door is where one comes in.
    if (!number) return location.replace('/kiosque')
    if (field !== null) field.value = before
    number.value = digits
    number.dispatchEvent(new Event('input', { bubbles: true }))
    const said = this.querySelector('[data-pad-said]')
    if (said) said.textContent = 'Badge lu.'
    next?.focus()
  }
}

customElements.define('kiosk-pad', KioskPad)
