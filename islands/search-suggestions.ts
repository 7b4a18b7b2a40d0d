// Proposes answers as one types. Without it, or when nothing answers, the form searches.
import { combobox } from './lib-combobox.ts'

interface Suggestion {
  href: string
  title: string
  kind: string | null
}

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    if (!input || this.querySelector('ul')) return
    combobox<Suggestion>({
      input,
      holder: this,
      label: 'Réponses proposées',
      pause: 150,
      shortest: 2,
      find: (quoi, signal) => this.#find(quoi, input.form?.elements.namedItem('ou') ?? null, signal),
      text: ({ title, kind }) => (kind === null ? title : `${title} (${kind.toLowerCase()})`),
      said: (count) => `${count} réponse${count > 1 ? 's' : ''} proposée${count > 1 ? 's' : ''}`,
      choose: ({ href }) => window.location.assign(href),
    })
  }

  async #find(quoi: string, where: Element | RadioNodeList | null, signal: AbortSignal) {
    const ou = where instanceof HTMLInputElement ? where.value : ''
    const url = new URL(this.dataset.url ?? '', location.href)
    url.searchParams.set('quoi', quoi)
    url.searchParams.set('ou', ou)
    const answer = await fetch(url, { signal })
    return answer.ok ? ((await answer.json()) as Suggestion[]) : []
  }
}

customElements.define('search-suggestions', SearchSuggestions)
