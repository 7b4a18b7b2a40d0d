// What a town hall offers, and by which rules: looked at before it opens.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { definitionsFor } from './concerning.ts'

const offered: OpeningStep = {
  id: 'services.offered',
  order: 70,
  title: 'Les démarches proposées',
  help: 'Celles que le territoire partage sont là d’avance\u00a0; lisez leur texte comme le lira un habitant.',
  href: (slug) => `/administration/demarches?pour=${slug}`,
  async state(tx, authorityId) {
    const { services } = await definitionsFor(tx, (await territory(tx)).authority(authorityId))
    return {
      isReady: services.length > 0,
      said: `Vous répondez à ${plural(services.length, 'démarche', 'démarches')}.`,
    }
  },
}

const competence: OpeningStep = {
  id: 'services.competence',
  order: 80,
  title: 'Qui répond à quoi',
  help: 'Une demande va à la commune ou à la métropole selon le lieu et le sujet\u00a0; l’habitant n’a pas à le savoir.',
  href: () => '/administration/competences',
  async state(tx, authorityId) {
    const { rules } = await definitionsFor(tx, (await territory(tx)).authority(authorityId))
    return {
      isReady: rules.length > 0,
      said: `${plural(rules.length, 'règle mène', 'règles mènent')} à vos services.`,
    }
  },
}

export const openingSteps: readonly OpeningStep[] = [offered, competence]
