// What a town hall offers, and by which rules: looked at before it opens.
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import type { Read } from '#platform/db/db.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { type Authority, localDay, type Territory, territory } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
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

/** What the metropolis answers there, and none of its units serves there: those of a commune that joins list the others. */
async function unservedIn(tx: Read, { level, code }: Authority, place: Territory): Promise<string[]> {
  if (level !== 'commune') return []
  const today = localDay(tx.now, place.zone)
  const answered = (await catalogue(tx)).rules.filter(
    ({ answers, commune = code, from, to = today }) =>
      answers === 'metropolis' && commune === code && from <= today && today <= to,
  )
  return [...new Set(answered.map((rule) => rule.function))]
    .filter((fn) => place.unitFor(place.metropolis.id, fn, code) === undefined)
    .map((fn) => `«\u00a0${place.functionName(fn)}\u00a0»`)
}

const competence: OpeningStep = {
  id: 'services.competence',
  order: 80,
  title: 'Qui répond à quoi',
  help: 'Une demande va à la commune ou à la métropole selon le lieu et le sujet\u00a0; l’habitant n’a pas à le savoir.',
  href: () => '/administration/competences',
  async state(tx, authorityId) {
    const place = await territory(tx)
    const authority = place.authority(authorityId)
    const { rules } = await definitionsFor(tx, authority)
    const led = `${plural(rules.length, 'règle mène', 'règles mènent')} à vos services.`
    const unserved = await unservedIn(tx, authority, place)
    if (unserved.length === 0) return { isReady: rules.length > 0, said: led }
    return {
      isReady: false,
      said: `${led} À la métropole, aucun service ne sert encore votre commune pour ${listSentence(unserved)}\u00a0: son accueil reçoit ces demandes, jusqu’à ce qu’elle dise lequel.`,
    }
  },
}

export const openingSteps: readonly OpeningStep[] = [offered, competence]
