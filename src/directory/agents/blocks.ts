// On the home of the intranet: a box that looks for somebody.
import { agent } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { HERE, OWN, TASKS } from './words.ts'

const box = html`<form role="search" action="${HERE}" aria-label="Chercher dans l’annuaire" class="stack tight">
  <div class="field"><label for="annuaire-q">Un nom, une fonction, un sujet, un numéro</label><input class="input" type="search" id="annuaire-q" name="q" maxlength="200"></div>
  <p class="row">${button('Chercher')}<a href="${TASKS}">Qui fait quoi</a><a href="${OWN}">Ma fiche</a></p></form>`

export const blocks: readonly Block[] = [
  {
    ...{ on: 'intranet-side', name: 'annuaire', title: 'Annuaire', order: 20 },
    show: async ({ actor }) =>
      agent().anywhere.ever(actor)
        ? panel('Annuaire', box, { end: html`<a href="${HERE}">Tout l’annuaire</a>` })
        : null,
  },
]
