// The register of processing, read by a town hall before it opens.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { plural } from '#platform/ui/french.ts'
import { register } from './entry/register.ts'

export const openingSteps: readonly OpeningStep[] = [
  {
    id: 'register.entries',
    order: 90,
    title: 'Les traitements de données',
    help: 'Vous êtes responsable de ceux de vos démarches\u00a0: finalité, base légale, durées, destinataires.',
    href: () => '/administration/registre',
    async state(tx) {
      const { entries } = await register(tx)
      return {
        isReady: entries.length > 0,
        said: `${plural(entries.length, 'traitement décrit', 'traitements décrits')}.`,
      }
    },
  },
]
