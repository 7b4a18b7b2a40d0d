// A request by keyboard: R answers, the letter beside an act presses it, J and K go down and up the list it was opened from; Ctrl+Enter sends (reply-desk).
import { type Acts, type Meaning, PageKeys } from './lib-keys.ts'

class RequestKeys extends PageKeys {
  readonly meanings: readonly Meaning[] = [
    ['R', 'écrire la réponse'],
    ['C, D, P, T', 'l’acte qui porte cette lettre\u00a0: clore, demander, programmer, transmettre'],
    ['J / K', 'demande suivante, précédente, dans l’ordre de la liste'],
    ['Ctrl + Entrée', 'envoyer'],
    ['Échap', 'quitter le texte'],
  ]
  readonly acts: Acts = {
    r: () => this.#write(),
    c: () => this.#press('C'),
    d: () => this.#press('D'),
    p: () => this.#press('P'),
    t: () => this.#press('T'),
    j: () => this.#follow('next'),
    k: () => this.#follow('prev'),
  }

  #write(): boolean {
    const box = this.querySelector<HTMLElement>('textarea[name=message], textarea')
    box?.focus()
    return box !== null
  }

  #press(letter: string): boolean {
    const key = [...this.querySelectorAll('.other-acts kbd')].find((item) => item.textContent === letter)
    const button = key?.closest('li')?.querySelector('button')
    button?.click()
    return button !== null && button !== undefined
  }

  #follow(rel: 'next' | 'prev'): boolean {
    const link = this.querySelector<HTMLAnchorElement>(`a[rel=${rel}]`)
    link?.click()
    return link !== null
  }
}

customElements.define('request-keys', RequestKeys)
