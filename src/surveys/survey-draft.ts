// Keeps what is typed of a questionnaire on this device alone until it is sent: sealed (AES-256-GCM) by a key that the page brings to whoever
// signed in, and that is not kept. Without scripts, or where the browser keeps nothing, the form is the same and nothing is kept.
const ALGORITHM = 'AES-GCM'
/** As the other things that a browser keeps of somebody (autosave-form): the next person at it removes them. */
const place = (id: string): string => `parvis:${document.body.dataset['whose'] ?? ''}:questionnaire:${id}`

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
const textOf = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

type Fields = readonly (readonly [string, string])[]

class SurveyDraft extends HTMLElement {
  #key: CryptoKey | null = null
  /** What is kept last is what was typed last. */
  #last: Promise<void> = Promise.resolve()

  async connectedCallback() {
    const { questionnaire, key } = this.dataset
    if (questionnaire === undefined) return
    // Sent, or closed: nothing of it stays.
    if (key === undefined) return this.#forget(questionnaire)
    const form = this.querySelector('form')
    if (form === null || !('crypto' in window) || !isSecureContext) return
    this.#key = await crypto.subtle.importKey('raw', bytesOf(key), ALGORITHM, false, ['encrypt', 'decrypt'])
    await this.#restore(form, questionnaire)
    form.addEventListener('change', () => {
      this.#last = this.#last.then(() => this.#keep(form, questionnaire))
    })
  }

  async #keep(form: HTMLFormElement, id: string) {
    if (this.#key === null) return
    const fields: Fields = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' && name !== '_csrf' ? [[name, value] as const] : [],
    )
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(JSON.stringify(fields))
    const sealed = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, this.#key, plain)
    try {
      localStorage.setItem(place(id), `${textOf(iv)} ${textOf(new Uint8Array(sealed))}`)
      this.#say('Elles sont gardées sur cet appareil, illisibles sans vous, jusqu’à l’envoi.')
    } catch {
      // A browser that refuses storage keeps nothing, and nothing is promised.
    }
  }

  async #kept(id: string): Promise<Fields> {
    try {
      const [iv = '', sealed = ''] = (localStorage.getItem(place(id)) ?? '').split(' ')
      if (this.#key === null || sealed === '') return []
      const plain = await crypto.subtle.decrypt(
        { name: ALGORITHM, iv: bytesOf(iv) },
        this.#key,
        bytesOf(sealed),
      )
      return JSON.parse(new TextDecoder().decode(plain)) as Fields
    } catch {
      this.#forget(id)
      return []
    }
  }

  /** Puts back what was kept, where the page came with nothing; then shows the first question that has no answer. */
  async #restore(form: HTMLFormElement, id: string) {
    const kept = await this.#kept(id)
    const controls = [
      ...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[name], select[name]'),
    ]
    const isTick = (one: HTMLInputElement | HTMLSelectElement): one is HTMLInputElement =>
      one instanceof HTMLInputElement && ['radio', 'checkbox'].includes(one.type)
    const shown = controls.filter(({ type }) => type !== 'hidden')
    if (kept.length === 0 || shown.some((one) => (isTick(one) ? one.checked : one.value !== ''))) return
    const left = [...kept]
    for (const control of shown) {
      const at = left.findIndex(
        ([name, value]) => name === control.name && (!isTick(control) || value === control.value),
      )
      const [found] = at < 0 ? [] : left.splice(at, 1)
      if (found === undefined) continue
      if (isTick(control)) control.checked = true
      else control.value = found[1]
    }
    this.#say('Vos réponses gardées sur cet appareil ont été remises.')
    const steps = [...form.querySelectorAll<HTMLElement>('.step')]
    const next = steps.find(
      (step) =>
        ![...step.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].some((one) =>
          isTick(one) ? one.checked : one.value !== '',
        ),
    )
    if (location.hash === '' && next !== undefined) location.replace(`#${next.id}`)
  }

  #say(text: string) {
    const line = this.querySelector('[data-kept]')
    if (line) line.textContent = text
  }

  #forget(id: string) {
    try {
      localStorage.removeItem(place(id))
    } catch {
      // A browser that refuses storage kept nothing.
    }
  }
}

customElements.define('survey-draft', SurveyDraft)
