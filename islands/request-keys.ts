// A request by keyboard: R answers, J and K go down and up the list it was opened from; Ctrl+Enter sends (reply-desk).
import { type Acts, type Meaning, PageKeys } from './lib-keys.ts'

class RequestKeys extends PageKeys {
  readonly meanings: readonly Meaning[] = [
    ['R', 'écrire la réponse'],
    ['J / K', 'demande suivante, précédente, dans l’ordre de la liste'],
    ['Ctrl + Entrée', 'envoyer'],
    ['Échap', 'quitter le texte'],
  ]
  readonly acts: Acts = {
    r: () => this.#write(),
    j: () => this.#follow('next'),
    k: () => this.#follow('prev'),
  }

  #write(): boolean {
    const box = this.querySelector<HTMLElement>('textarea[name=message], textarea')
    box?.focus()
    return box !== null
  }

  #follow(rel: 'next' | 'prev'): boolean {
    const link = this.querySelector<HTMLAnchorElement>(`a[rel=${rel}]`)
    link?.click()
    return link !== null
  }
}

customElements.define('request-keys', RequestKeys)
