// How long one is still there, second by second; a gesture prolongs it, and the last half minute is said aloud. Without a script the page
// asks by itself whether one is still there.
const SAID_AT = [30, 10]
/** Seconds between two times that the server is told of gestures. */
const TOLD_EVERY = 15

const plural = (count: number, word: string): string => `${count} ${word}${count > 1 ? 's' : ''}`

function leftText(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return plural(rest, 'seconde')
  return rest === 0 ? plural(minutes, 'minute') : `${plural(minutes, 'minute')} ${rest}`
}

class KioskTime extends HTMLElement {
  #endsAt = 0
  #toldAt = 0
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback() {
    this.#endsAt = Date.now() + Number(this.dataset.seconds ?? 0) * 1000
    this.#toldAt = Date.now()
    this.#timer = setInterval(() => this.#tick(), 1000)
    for (const gesture of ['pointerdown', 'keydown', 'input', 'scroll'])
      document.addEventListener(gesture, this.#moved, { passive: true })
    this.querySelector<HTMLFormElement>('form[action$="/rester"]')?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#stay()
    })
    // The page would ask by itself, whatever was done meanwhile: from now on this does.
    window.addEventListener('load', () => setTimeout(() => window.stop(), 0))
    // A page that the browser kept is asked for again: somebody else may be there.
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) location.reload()
    })
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
    for (const gesture of ['pointerdown', 'keydown', 'input', 'scroll'])
      document.removeEventListener(gesture, this.#moved)
  }

  readonly #moved = () => {
    if (Date.now() - this.#toldAt > TOLD_EVERY * 1000) void this.#stay()
  }

  async #stay() {
    this.#toldAt = Date.now()
    const form = this.querySelector<HTMLFormElement>('form[action$="/rester"]')
    if (!form) return
    try {
      const values = new URLSearchParams()
      for (const [name, value] of new FormData(form)) values.append(name, String(value))
      const reply = await fetch(form.action, {
        method: 'POST',
        body: values,
        headers: { accept: 'application/json' },
      })
      const { seconds } = (await reply.json()) as { seconds: number }
      this.#endsAt = Date.now() + seconds * 1000
      this.#tick()
    } catch {
      // No network: time goes on.
    }
  }

  #tick() {
    const left = Math.max(0, Math.round((this.#endsAt - Date.now()) / 1000))
    const shown = this.querySelector('[data-left]')
    if (shown) shown.textContent = leftText(left)
    const said = this.querySelector('[data-said]')
    if (said && SAID_AT.includes(left))
      said.textContent = `Il reste ${leftText(left)}. Touchez « Rester » pour continuer.`
    this.toggleAttribute('data-soon', left <= 30)
    if (left === 0) location.replace('/kiosque/fini')
  }
}

customElements.define('kiosk-time', KioskTime)
