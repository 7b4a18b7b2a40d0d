// The named conditions of a form, each as a sentence, with what says it.
import { labelsOf } from '#forms'
import { attrs, type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { conditionSentence, type NamedCondition } from '#rules'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { anchorOf, conditionAddress, elementAddress, HERE } from '../written/address.ts'
import type { Faults } from '../written/faults.ts'
import { usersOf } from '../written/uses.ts'

export interface NamedShown extends HeadShown {
  faults: Faults
}

function one({ read: { id, form }, faults }: NamedShown, own: NamedCondition): Html {
  const users = usersOf(form, own.id)
  const wrong = faults.of.get(`condition:${own.id}`)
  const used =
    users.length === 0
      ? tag('warn', 'Inutilisée')
      : html`<p class="meta">Utilisée par&nbsp;:</p><ul class="studio-users">${users.map(({ of, sentence }) => html`<li>${of === null ? sentence : html`<a href="${elementAddress(id, of)}">${sentence}</a>`}</li>`)}</ul>`
  const ways = html`<div class="moves">${linkButton('Changer', conditionAddress(id, own.id, 'changer'), { kind: 'quiet', more: own.name })}${users.length === 0 && linkButton('Retirer', conditionAddress(id, own.id, 'retirer'), { kind: 'quiet', more: own.name })}</div>`
  return html`<section ${attrs({ class: 'panel', 'aria-labelledby': anchorOf(own.id) })}><header><h2 id="${anchorOf(own.id)}" tabindex="-1">${own.name}</h2>${ways}</header>
    <div class="inside stack tight"><p>Remplie ${conditionSentence(own.when, labelsOf(form))}.</p>${wrong !== undefined && html`<div class="studio-fault">${icon('circle-alert')}<ul>${wrong.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`}${used}</div></section>`
}

/** GET /administration/formulaires/:formulaire/conditions */
export function namedPage(frame: AgentFrame, shown: NamedShown): Html {
  const { id, form } = shown.read
  const { conditions = [] } = form
  const list =
    conditions.length === 0
      ? emptyState(
          'Aucune condition n’a encore de nom',
          'Donnez un nom à celles qui servent plusieurs fois\u00a0: vous les changerez en un seul endroit.',
        )
      : conditions.map((own) => one(shown, own))
  const count =
    conditions.length === 0 ? '' : plural(conditions.length, 'condition nommée', 'conditions nommées')
  const main = html`<div class="stack">${head(frame, shown, 'conditions')}<p class="row apart"><span class="meta">${count}</span>${linkButton('Nommer une condition', `${partAddress(id, 'conditions')}/nouvelle`, { icon: 'plus' })}</p>${list}<p><a href="${partAddress(id, 'chemins')}">Toutes les conditions de ce formulaire, avec les chemins</a></p></div>`
  return agentPage(frame, { title: `${form.title}\u00a0: conditions`, main, current: HERE })
}
