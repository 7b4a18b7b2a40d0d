// What is known of the person, put in the questions about them: from the profile, saying so, and theirs to change. Nothing
// is given to anybody before they send the form themselves.
import { profileOf, profileValues, spokenSource } from '#people'
import type { Read } from '#platform/db/db.ts'
import { to, town } from '#platform/french/noun.ts'
import type { Values } from '#platform/http/route.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import { capital, mediumDate } from '#platform/ui/french.ts'
import {
  type Answers,
  asksPlace,
  type Field,
  fieldsOf,
  type FormDefinition,
  type FormLanguage,
  kindOf,
  offeredByLink,
  type ProfileFact,
  type RawAnswers,
} from '#forms'
import { holds } from '#rules'
import type { SaidPlace } from '#services'
import { isDivided, localDay, type Territory } from '#territory'
import { SAYS } from './pages/words.ts'

export interface Offers {
  offered: RawAnswers
  origins: Record<string, string>
  /** Those that the profile fills: nobody has agreed to them before their page is sent. */
  ofProfile: ReadonlySet<string>
}

interface Known {
  text: string
  /** « FranceConnect, le 3 mars 2026 » */
  source: string
}

type Fact = ProfileFact | 'name' | 'email' | 'phone' | 'address' | 'commune'
type Facts = Partial<Record<Fact, Known>>

/** What the questions of a role ask. */
const ROLES: Partial<Record<NonNullable<Field['role']>, Fact>> = {
  contactName: 'name',
  contactEmail: 'email',
  contactPhone: 'phone',
  contactAddress: 'address',
}

/** The profile, value by value; what is no longer valid fills nothing. */
async function factsOf(tx: Read, personId: number, zone: string): Promise<Facts> {
  const [profile, values] = [await profileOf(tx, personId), await profileValues(tx, personId)]
  const facts: Facts = {}
  if (profile?.name) facts.name = { text: profile.name, source: 'le nom de votre compte' }
  if (profile?.email) facts.email = { text: profile.email, source: 'l’adresse e-mail de votre compte' }
  for (const value of values) {
    if (value.expiresAt !== null && value.expiresAt <= tx.now) continue
    const said = spokenSource(value)
    const source = value.source === 'franceconnect' ? said : `${said.charAt(0).toLowerCase()}${said.slice(1)}`
    facts[value.valueId as Fact] = {
      text: value.value,
      source: `${source}, le ${mediumDate(value.recordedAt, zone)}`,
    }
  }
  return facts
}

/** Where one lives, for a question about one's home: each part when it is known. */
function homeRaw(facts: Facts, place: Territory): RawAnswers[string] | null {
  const commune = facts.commune === undefined ? undefined : place.area(facts.commune.text)
  if (facts.address === undefined) return null
  return { '-adresse': facts.address.text, ...(commune === undefined ? {} : { '-commune': commune.code }) }
}

const originText = ({ source }: Known): string =>
  `Repris de votre profil (${source}). Vous pouvez le changer ici.`

function offerOf(field: Field, facts: Facts, answers: Answers, place: Territory) {
  if (asksPlace(field))
    return field.place === 'home' ? { raw: homeRaw(facts, place), known: facts.address } : null
  const fact = field.profile ?? (field.role === undefined ? undefined : ROLES[field.role])
  if (fact === undefined || (field.profileIf !== undefined && !holds(field.profileIf, answers))) return null
  const known = facts[fact]
  return known === undefined ? null : { raw: kindOf(field.type).fromProfile(known.text), known }
}

/** The place of the search, in the question that asks where; a street says nothing of a maternity or of a school. */
function saidRaw({ place: asked }: Field, { commune, address }: SaidPlace, place: Territory) {
  const area = place.area(commune ?? '')
  const isDoubtful = area !== undefined && isDivided(area, place)
  const street = asked === undefined || asked === 'event' || asked === 'home' ? address : ''
  const raw: Record<string, string> = {
    ...(area === undefined || isDoubtful ? {} : { '-commune': area.code }),
    ...(street === '' ? {} : { '-adresse': street }),
  }
  const origin = [
    ...(street === '' ? (raw['-commune'] === undefined ? [] : [SAYS.ofCommune()]) : [SAYS.ofSearch()]),
    ...(isDoubtful ? [`${capital(to(town(area.name)))}, choisissez l’arrondissement.`] : []),
  ].join(' ')
  return { raw, origin }
}

/** What is known of whoever fills the form: where they said, and their profile when they are signed in. */
export async function offers(
  tx: Read,
  form: FormDefinition,
  answers: Answers,
  said: SaidPlace & { linked?: Values },
  { place, language }: { place: Territory; language: FormLanguage | undefined },
): Promise<Offers> {
  const { personId } = tx.actor
  const facts = personId === null ? {} : await factsOf(tx, personId, place.zone)
  const offered: RawAnswers = {}
  const origins: Record<string, string> = {}
  const ofProfile = new Set<string>()
  for (const field of fieldsOf(form)) {
    if (field.role === 'place') {
      const { raw, origin } = speaking(language ?? null, () => saidRaw(field, said, place))
      if (Object.keys(raw).length > 0) offered[field.id] = raw
      if (origin !== '') origins[field.id] = origin
    }
    const offer = offerOf(field, facts, answers, place)
    if (!offer?.raw || offer.known === undefined) continue
    offered[field.id] = { ...offered[field.id], ...offer.raw }
    origins[field.id] = originText(offer.known)
    ofProfile.add(field.id)
  }
  const judging = { today: localDay(tx.now, place.zone), area: (code: string) => place.area(code) }
  const linked = offeredByLink(form, answers, said.linked ?? {}, judging)
  const origin = speaking(language ?? null, () => SAYS.byLink())
  for (const [id, raw] of Object.entries(linked)) {
    // What is known of the person, or said in the search, is theirs: a link comes after.
    if (offered[id] !== undefined) continue
    offered[id] = raw
    origins[id] = origin
  }
  return { offered, origins, ofProfile }
}
