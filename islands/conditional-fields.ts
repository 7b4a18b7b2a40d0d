// Shows the fields whose condition holds, with the evaluator the server uses. What is hidden stays in the form.
import type { Condition } from '../src/rules/condition.ts'
import { holds } from '../src/rules/evaluate.ts'
import { answersIn, factsOf, scopeOf } from './lib-answers.ts'

class ConditionalFields extends HTMLElement {
  #known: Record<string, unknown> = {}

  connectedCallback() {
    this.#known = JSON.parse(this.dataset.facts ?? '{}')
    this.addEventListener('input', this.#refresh)
    this.addEventListener('change', this.#refresh)
    window.addEventListener('pageshow', this.#refresh)
    this.#refresh()
  }

  disconnectedCallback() {
    window.removeEventListener('pageshow', this.#refresh)
  }

  readonly #refresh = () => {
    const fields = [...this.querySelectorAll<HTMLElement>('[data-condition]')]
    // A field that appears may be what another waits for: as many turns as there are fields, no more.
    for (let turn = 0; turn <= fields.length; turn += 1) {
      const facts = factsOf(this, this.#known)
      // What the items of blocks read, each for itself.
      const own = new Map<HTMLElement, Record<string, unknown>>()
      const factsFor = (item: HTMLElement | null) => {
        if (!item) return facts
        const read = own.get(item) ?? answersIn(item, facts)
        own.set(item, read)
        return read
      }
      let changed = false
      for (const field of fields) {
        const condition: Condition = JSON.parse(field.dataset.condition ?? '{}')
        const hidden = !holds(condition, factsFor(scopeOf(field)))
        changed ||= hidden !== field.hidden
        field.hidden = hidden
      }
      if (!changed) return
    }
  }
}

customElements.define('conditional-fields', ConditionalFields)
