// Proposes rows of a long list as one types; the one that is taken goes with its value. Without it, the text alone is judged against the list.
import { combobox } from './lib-combobox.ts'

interface Row {
  value: string
  label: string
  /** With what else is known of it. */
  text: string
}

class ListSearch extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input:not([type=hidden])')
    const chosen = this.querySelector<HTMLInputElement>('input[type=hidden]')
    if (!input || !chosen || input.getAttribute('role') === 'combobox') return
    combobox<Row>({
      ...{ input, holder: this, label: 'Réponses proposées', pause: 150, shortest: 1 },
      find: (typed, signal) => this.#find(typed, signal),
      text: ({ text }) => text,
      said: (count) => `${count} réponse${count > 1 ? 's' : ''} proposée${count > 1 ? 's' : ''}`,
      choose({ label, value }) {
        input.value = label
        chosen.value = value
        input.dispatchEvent(new Event('change', { bubbles: true }))
      },
    })
    // Something else was typed: what was taken is no longer meant.
    input.addEventListener('input', () => {
      chosen.value = ''
    })
  }

  async #find(typed: string, signal: AbortSignal): Promise<Row[]> {
    const url = new URL(this.dataset.url ?? '', location.href)
    url.searchParams.set('q', typed)
    const answer = await fetch(url, { signal, headers: { accept: 'application/json' } })
    return answer.ok ? ((await answer.json()) as Row[]) : []
  }
}

customElements.define('list-search', ListSearch)
