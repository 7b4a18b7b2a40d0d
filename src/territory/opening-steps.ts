// What a town hall says of itself before it opens: where to find it, when, and under which colours.
import { listSentence } from '#platform/ui/french.ts'
import type { OpeningStep } from '#platform/screens/opening-step.ts'
import { openingSentence } from './opening.ts'
import { territory } from './territory.ts'

const organisation = '/administration/organisation'
const here = (slug: string): string => `${organisation}/collectivites/${slug}`

const CONTACTS = { address: 'l’adresse', phone: 'le téléphone', email: 'l’adresse e-mail' } as const

const contacts: OpeningStep = {
  id: 'territory.contacts',
  order: 10,
  title: 'Où vous joindre',
  help: 'Adresse, téléphone et adresse e-mail sont en bas de chaque page, sur les accusés et dans les courriels.',
  href: here,
  isRequired: true,
  async state(tx, authorityId) {
    const { profile } = (await territory(tx)).authority(authorityId)
    const missing = Object.entries(CONTACTS).filter(([key]) => !profile[key as keyof typeof CONTACTS])
    if (missing.length === 0)
      return { isReady: true, said: [profile.address, profile.phone, profile.email].join(', ') }
    return { isReady: false, said: `Il manque ${listSentence(missing.map(([, label]) => label))}.` }
  },
}

const hours: OpeningStep = {
  id: 'territory.hours',
  order: 20,
  title: 'Quand vous êtes ouverts',
  help: 'Les délais promis se comptent en jours d’ouverture\u00a0: un jour fermé ici est un jour de plus pour l’habitant.',
  href: (slug) => `${organisation}/calendriers?collectivite=${slug}`,
  async state(tx, authorityId) {
    const place = await territory(tx)
    const { code } = place.authority(authorityId)
    const desk = place.unitFor(authorityId, 'reception', code) ?? place.unitsOf(authorityId)[0]
    if (desk === undefined) return { isReady: false, said: 'Aucun service n’a d’horaires.' }
    const own = place.calendars.find(({ id }) => id === desk.calendarId)
    const isShared = own?.authorityId === null && authorityId !== place.metropolis.id
    const shared = isShared ? ' Ce calendrier est à tous\u00a0: ajoutez le vôtre s’il diffère.' : ''
    return {
      isReady: true,
      said: `${desk.name}\u00a0: ${openingSentence(place.calendarOf(desk.id))}.${shared}`,
    }
  },
}

const look: OpeningStep = {
  id: 'territory.look',
  order: 30,
  title: 'Votre logo et vos couleurs',
  help: 'Vos pages portent votre nom\u00a0; sans couleurs à vous, elles portent celles de la métropole.',
  href: here,
  async state(tx, authorityId) {
    const { profile, logoSvg } = (await territory(tx)).authority(authorityId)
    const own = [logoSvg === null ? null : 'un logo', profile.brand === undefined ? null : 'deux couleurs']
    const said = own.filter((one) => one !== null)
    return {
      isReady: true,
      said: said.length === 0 ? 'Ceux de la métropole.' : `À vous\u00a0: ${listSentence(said)}.`,
    }
  },
}

const units: OpeningStep = {
  id: 'territory.units',
  order: 40,
  title: 'Vos services',
  help: 'Chaque demande arrive à un service\u00a0: regroupez ceux qu’une même personne tient.',
  href: (slug) => `${organisation}?collectivite=${slug}`,
  isRequired: true,
  async state(tx, authorityId) {
    const own = (await territory(tx)).unitsOf(authorityId)
    return {
      isReady: own.length > 0,
      said: `${own.length} services\u00a0: ${listSentence(own.slice(0, 4).map(({ name }) => name))}${own.length > 4 ? '…' : '.'}`,
    }
  },
}

export const openingSteps: readonly OpeningStep[] = [contacts, hours, look, units]
