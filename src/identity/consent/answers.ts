// What each shared value is for one person: its claims, its words, and where it comes from. Derived answers are computed
// here at the time they are asked, from values in force, and carry nothing of them but yes or no.
import { hasTurned, type Level, type ProfileValueId, type Source, spokenSource, spokenValue } from '#people'
import type { KnownValue, PersonFacts } from '../store/queries.login.ts'
import type { ValueId } from '../store/values.ts'

/** Where a claim comes from, as sites are told. */
export interface Provenance {
  source: Source
  level: Level
  /** `YYYY-MM-DD`: when it was recorded, or the day it was computed. Absent when nobody noted it. */
  date?: string
}

export interface Answer {
  claims: Readonly<Record<string, unknown>>
  /** For the person. */
  shown: string
  /** Where it comes from, for the person. */
  from: string
  provenance: Provenance
}

type Maker = (facts: PersonFacts) => Answer | null

const yesNo = (answer: boolean): string => (answer ? 'oui' : 'non')

const provenanceOf = ({ source, level, since }: KnownValue): Provenance => ({ source, level, date: since })

/** A value of the profile, under that claim. */
function plain(id: ProfileValueId, claimsFor: (value: string) => Record<string, unknown>): Maker {
  return ({ values, communeName }) => {
    const known = values.find((value) => value.id === id)
    if (known === undefined) return null
    return {
      claims: claimsFor(known.value),
      shown: spokenValue(id, known.value, () => communeName ?? undefined),
      from: spokenSource(known),
      provenance: provenanceOf(known),
    }
  }
}

/** Yes or no, from a value of the profile; its date is today's, and tells nothing of the value. */
function derived(
  id: ProfileValueId,
  claim: string,
  decide: (value: string, facts: PersonFacts) => boolean | null,
): Maker {
  return (facts) => {
    const known = facts.values.find((value) => value.id === id)
    const answer = known === undefined ? null : decide(known.value, facts)
    if (known === undefined || answer === null) return null
    return {
      claims: { [claim]: answer },
      shown: yesNo(answer),
      from: spokenSource(known),
      provenance: { source: known.source, level: known.level, date: facts.today },
    }
  }
}

const MAKERS: Record<ValueId, Maker> = {
  name: ({ name }) => ({
    claims: { name },
    shown: name,
    from: 'Déclaré par vous',
    provenance: { source: 'declared', level: 'declared' },
  }),
  email: ({ email, emailSince }) =>
    email === null
      ? null
      : {
          claims: { email, email_verified: emailSince !== null },
          shown: email,
          from: emailSince === null ? 'Déclaré par vous' : 'Déclaré par vous, et prouvé par un message',
          provenance:
            emailSince === null
              ? { source: 'declared', level: 'declared' }
              : { source: 'declared', level: 'proved', date: emailSince },
        },
  phone: plain('phone', (value) => ({ phone_number: value, phone_number_verified: false })),
  // The locality alone: a site that needs the commune never gets the street.
  commune: (facts) =>
    facts.communeName === null
      ? null
      : plain('commune', () => ({ address: { locality: facts.communeName, country: 'France' } }))(facts),
  address: plain('address', (value) => ({ postal_address: value })),
  given_name: plain('given_name', (value) => ({ given_name: value })),
  family_name: plain('family_name', (value) => ({ family_name: value })),
  birthdate: plain('birthdate', (value) => ({ birthdate: value })),
  gender: plain('gender', (value) => ({ gender: value })),
  is_adult: derived('birthdate', 'is_adult', (birthdate, { today }) => hasTurned(birthdate, 18, today)),
  lives_in_commune: derived('commune', 'lives_in_commune', (_, { livesHere }) => livesHere),
}

/** The answer for that value; null when the account does not know. */
export const answerTo = (id: ValueId, facts: PersonFacts): Answer | null => MAKERS[id](facts)
