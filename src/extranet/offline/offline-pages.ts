// The list of the pages that this device keeps, and what the browser cannot do, where that is the case.
import { isAble, Keeper } from './keeping.ts'
import { KEPT } from './places.ts'
import { moment } from './written.ts'

const NONE = 'Aucune page n’est gardée sur cet appareil.'
const UNABLE =
  'Ce navigateur ne sait pas garder de pages sans risque qu’un autre les lise\u00a0: rien n’est gardé. Une version récente de Chrome, d’Edge, de Firefox ou de Safari le sait.'

class OfflinePages extends HTMLElement {
  connectedCallback() {
    void this.#show().catch(() => this.#say(UNABLE))
  }

  async #show() {
    if (!isAble()) return this.#say(UNABLE)
    const pages = await new Keeper(KEPT.pages).keptPages()
    if (pages.length === 0) return this.#say(NONE)
    const list = document.createElement('ul')
    list.className = 'links'
    list.append(...pages.map(line))
    this.replaceChildren(list)
  }

  #say(text: string) {
    const words = document.createElement('p')
    words.textContent = text
    this.replaceChildren(words)
  }
}

function line({ address, title, keptAt }: { address: string; title: string; keptAt: number }): HTMLElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = address
  const [name, when] = [document.createElement('span'), document.createElement('span')]
  name.textContent = title
  when.className = 'meta'
  when.textContent = moment(keptAt)
  link.append(name, ' ', when)
  item.append(link)
  return item
}

customElements.define('offline-pages', OfflinePages)
