// That programs may read and write in one's place, beside what else opens an account; nothing for whoever is not in office.
import { inOffice } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { card } from '#platform/ui/content.ts'
import { plural } from '#platform/ui/french.ts'
import { HERE, TITLE } from './pages.ts'
import { ownPasswords } from './queries.ts'

export const blocks: readonly Block[] = [
  {
    on: 'security',
    order: 84,
    show: async ({ actor, db }) => {
      if (ownName(actor) === null || !inOffice.ever(actor)) return null
      const standing = (await db.read(actor, ownPasswords)).filter(({ stands }) => stands).length
      const count =
        standing === 0 ? 'Aucun pour l’instant' : plural(standing, 'mot de passe', 'mots de passe')
      return card(
        TITLE,
        html`<p>Ils ouvrent les documents de vos espaces dans l’explorateur de votre ordinateur ou dans LibreOffice. ${count}. <a href="${HERE}">Voir et en faire</a>.</p>`,
      )
    },
  },
]
