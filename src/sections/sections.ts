// Thematic sections of the intranet (« Ressources humaines », « Numérique »): a setting of an authority, one a line, that gathers across its
// directorates what is published under a rubrique, what agents ask for, and whom they call.
import { helpDesksOf } from '#extranet'
import { isSameWords, slugFor } from '#platform/plain-words.ts'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { themesOf } from '#publishing'
import { catalogue, isInternal } from '#services'
import { chosenFor } from '#settings'
import { territory } from '#territory'
import { z } from 'zod'

const [MOST, LONGEST] = [20, 400]

export interface Section {
  /** End of its address, made of its name. */
  slug: string
  name: string
  /** What is found there, in a sentence; '': not said. */
  lead: string
  /** The rubrique of contents that it gathers. */
  theme: string
  /** Ends of the addresses of internal services, /demarches/…. */
  services: readonly string[]
  /** Names of teams that help agents, or of directorates. */
  contacts: readonly string[]
}

const partsOf = (text: string, by: string): string[] => text.split(by).map((part) => part.trim())
const listIn = (text: string): string[] => partsOf(text, ';').filter((part) => part !== '')

function sectionOf(line: string): Section {
  const [name = '', lead = '', theme = '', services = '', contacts = ''] = partsOf(line, '|')
  return {
    ...{ slug: slugFor(name), name, lead, theme: theme === '' ? name : theme },
    ...{ services: listIn(services), contacts: listIn(contacts) },
  }
}

const sectionsIn = (typed: string): Section[] =>
  partsOf(typed, '\n')
    .filter((line) => line !== '')
    .map(sectionOf)

const areDistinct = (sections: readonly Section[]): boolean =>
  new Set(sections.map(({ slug }) => slug)).size === sections.length

/** Teams and directorates of an authority, by their names as they are compared. */
export async function contactsOf(tx: Read, authorityId: number) {
  const place = await territory(tx)
  const desks = await helpDesksOf(tx, authorityId)
  const units = place.unitsOf(authorityId)
  const isNamed = (name: string) => (one: { name: string }) => isSameWords(one.name, name)
  return {
    desk: (name: string) => desks.find(isNamed(name)),
    unit: (name: string) => units.find(isNamed(name)),
  }
}

const unknownIn = (named: readonly string[], known: (name: string) => boolean): string | undefined =>
  named.find((name) => !known(name))

export const SECTIONS = setting({
  key: 'sections.text_sections',
  label: 'Rubriques de l’intranet',
  hint: 'Ce que vos agents cherchent par sujet, quelle que soit la direction. Une ligne par rubrique, cinq parties séparées par des barres\u00a0: nom | ce qu’on y trouve | rubrique des contenus (le nom, si elle est vide) | démarches internes séparées par des points-virgules | équipes d’assistance et directions séparées par des points-virgules.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: z
    .string()
    .refine(
      (typed) => typed.length <= MOST * LONGEST,
      'C’est trop long\u00a0: écrivez une ligne par rubrique.',
    )
    .transform(sectionsIn)
    .refine((sections) => sections.length <= MOST, `Écrivez ${MOST} rubriques au plus.`)
    .refine(
      (sections) => sections.every(({ slug }) => slug !== ''),
      'Chaque ligne commence par le nom de la rubrique\u00a0: il en manque un.',
    )
    .refine(areDistinct, 'Deux rubriques portent le même nom\u00a0: changez-en un.'),
  otherwise: '',
  async refuse(tx, { authorityId }, typed) {
    const sections = sectionsIn(typed ?? '')
    const themes = await themesOf(tx, authorityId)
    const theme = unknownIn(
      sections.map((section) => section.theme),
      (one) => themes.includes(one),
    )
    if (theme !== undefined)
      return `Aucune rubrique des contenus ne s’appelle «\u00a0${theme}\u00a0»\u00a0: écrivez l’une de celles-ci\u00a0: ${themes.join(', ')}.`
    const { every } = await catalogue(tx)
    const service = unknownIn(
      sections.flatMap(({ services }) => services),
      (slug) => every.some((one) => one.slug === slug && isInternal(one.definition)),
    )
    if (service !== undefined)
      return `Aucun service interne n’a pour adresse «\u00a0/demarches/${service}\u00a0»\u00a0: recopiez la fin de l’adresse de sa page.`
    const { desk, unit } = await contactsOf(tx, authorityId)
    const contact = unknownIn(
      sections.flatMap(({ contacts }) => contacts),
      (name) => (desk(name) ?? unit(name)) !== undefined,
    )
    return contact === undefined
      ? null
      : `Ni équipe d’assistance ni direction ne s’appelle «\u00a0${contact}\u00a0»\u00a0: recopiez son nom.`
  },
})

/** Those that this authority chose itself: they name its own services and directorates. */
export async function sectionsOf(tx: Read, authorityId: number): Promise<readonly Section[]> {
  const where = { authorityId, unitId: null, serviceSlug: null }
  const chosen = (await chosenFor(tx, [SECTIONS], where)).get(SECTIONS.key)
  return chosen?.from?.authorityId === authorityId ? (chosen.value as Section[]) : []
}
