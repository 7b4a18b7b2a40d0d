// Who must be there before a town hall opens: somebody who administers it. Who answers is told by requests.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { plural } from '#platform/ui/french.ts'
import { countPosts } from './queries.ts'

const administrators: OpeningStep = {
  id: 'people.administrators',
  order: 50,
  title: 'Qui administre',
  help: 'À deux, l’absence de l’un n’arrête rien.',
  href: (slug) => `/administration/agents?collectivite=${slug}`,
  async state(tx, authorityId) {
    const held = await countPosts(tx, authorityId, ['admin'])
    return {
      isReady: held > 1,
      said:
        held === 0 ? 'Personne encore.' : `${plural(held, 'personne administre', 'personnes administrent')}.`,
    }
  },
}

export const openingSteps: readonly OpeningStep[] = [administrators]
