// Finds an option of a long list by typing some of its words, group included. Without it, the list is the same.
import { combobox } from './lib-combobox.ts'

const MOST = 8

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()

/** The option as it reads away from its group: « Accueil de la mairie, Ville de Mions ». */
function fullText(option: HTMLOptionElement): string {
  const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.dataset.of : ''
  return group ? `${option.text}, ${group}` : option.text
}

class FindOption extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select')
    if (!select || this.querySelector('[role=combobox]')) return
    const holder = document.createElement('div')
    const input = document.createElement('input')
    input.id = `${select.id}-mots`
    input.type = 'search'
    input.className = 'input'
    input.placeholder = this.dataset.label ?? ''
    input.setAttribute('aria-label', input.placeholder)
    holder.append(input)
    select.before(holder)
    const choose = (option: HTMLOptionElement) => {
      select.value = option.value
      input.value = fullText(option)
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }
    combobox<HTMLOptionElement>({
      ...{ input, holder, label: 'Propositions', pause: 60, shortest: 2, choose, text: fullText },
      find: async (typed) => matches(select, typed),
      said: (count) => `${count} proposition${count > 1 ? 's' : ''}`,
    })
    // The Enter key takes the first one, and never sends the form.
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.defaultPrevented) return
      event.preventDefault()
      const [first] = matches(select, input.value)
      if (first && input.value.trim() !== '') choose(first)
    })
  }
}

function matches(select: HTMLSelectElement, typed: string): HTMLOptionElement[] {
  const wanted = plain(typed).split(' ').filter(Boolean)
  const holds = (option: HTMLOptionElement) => {
    const text = ` ${plain(fullText(option))}`
    return wanted.every((word) => text.includes(` ${word}`))
  }
  return [...select.options].filter((one) => one.value !== '' && !one.disabled && holds(one)).slice(0, MOST)
}

customElements.define('find-option', FindOption)
