// The language in which a form is read: chosen at its head, by a button that takes along what is typed.
import { attrs, html, type Html } from '#platform/html.ts'
import { saidIn, unmarked } from '#platform/tongue/said-in.ts'
import { langAttributes } from '#platform/tongue/sentences.ts'
import { button } from '#platform/ui/button.ts'
import { DRAFT_FORM } from '#platform/ui/islands.ts'
import type { Application } from '../apply.ts'
import { LANGUAGE } from '../draft.citizen.ts'
import { SAYS } from './words.ts'

interface Chosen {
  application: Application
  /** Address that keeps the page and the language chosen. */
  to: string
}

/** What the form is called where it is read: by the service in French, by itself in its other languages. */
export const calledIn = ({ language, form, service }: Application): string =>
  language === null ? service.title : form.title

/** « Étape 1 sur 3 : le lieu – Signaler un nid-de-poule »; a title holds no markup. */
export const stepTitle = (step: string, title: string, application: Application): string =>
  unmarked(SAYS.titleOf(unmarked(step), unmarked(title), unmarked(calledIn(application))))

/** Nothing while the form has one language. */
export function languageChoice({ application, to }: Chosen): Html | null {
  const { languages = [] } = application.french
  if (languages.length === 0) return null
  const now = application.language?.code ?? 'fr'
  const all = [{ code: 'fr', name: 'Français', rtl: undefined }, ...languages]
  const choices = all.map(({ code, name, rtl }) => {
    const said = saidIn({ code, rtl }, name)
    return code === now
      ? html`<b aria-current="true">${said}</b>`
      : button(said, {
          ...{ kind: 'bare', form: DRAFT_FORM, formaction: to, formnovalidate: true },
          ...{ name: LANGUAGE, value: code },
        })
  })
  return html`<div class="row" ${attrs({ role: 'group', 'aria-label': SAYS.inLanguage(), ...langAttributes() })}>${choices}</div>`
}
