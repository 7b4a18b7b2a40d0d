// What is held about a person (GDPR art. 15, 17 and 20).
import { eventsOf } from '#platform/ledger/events.ts'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { ROLES } from '#platform/roles.ts'
import { PROFILE_VALUES } from './profile/values.ts'
import { readHistory, readValues } from './profile/queries.ts'
import { looksAs } from './sessions/queries.look.ts'
import { emptyPerson, eraseByAddress, eraseEventNames, heldPerson, heldRoles } from './queries.personal.ts'

const SOURCES = { declared: 'déclarée', franceconnect: 'FranceConnect', desk: 'guichet' }

const labelOf = (id: string): string => PROFILE_VALUES.find((kind) => kind.id === id)?.label ?? id

const profile: Holding = {
  id: 'accounts.profile',
  processing: 'compte',
  title: 'Votre identité et votre profil',
  tables: ['accounts.person', 'accounts.profile_value', 'accounts.proof', 'accounts.federation_arrival'],
  async held(tx, personId) {
    const person = await heldPerson(tx, personId)
    if (person === null || person.closedAt !== null) return []
    const values = [...(await readValues(tx, personId)), ...(await readHistory(tx, personId))]
    const rows = [
      { Information: 'Nom', Valeur: person.name, Source: 'déclarée', Depuis: person.createdAt },
      ...(person.email === null
        ? []
        : [
            {
              Information: 'Adresse e-mail',
              Valeur: person.email,
              Source: 'vérifiée',
              Depuis: person.createdAt,
            },
          ]),
      ...values.map((value) => ({
        Information: labelOf(value.valueId),
        Valeur: value.value,
        Source: SOURCES[value.source],
        Depuis: value.recordedAt,
        ...(value.endedAt === null ? {} : { 'Jusqu’au': value.endedAt }),
      })),
    ]
    return [{ authorityId: null, count: rows.length, since: person.createdAt, rows }]
  },
  async erase(tx, personId) {
    const email = (await heldPerson(tx, personId))?.email ?? null
    if (email !== null) await eraseByAddress(tx, email)
    return wholly(null, await emptyPerson(tx, personId))
  },
}

const history: Holding = {
  id: 'accounts.history',
  until: 'security.delete',
  processing: 'securite-du-compte',
  title: 'L’historique de votre compte',
  tables: ['platform.event'],
  async held(tx, personId) {
    const events = await eventsOf(tx, 'person', personId)
    const rows = events.map(({ at, name, actorLabel }) => ({ Le: at, Fait: name, Par: actorLabel }))
    return events.length === 0
      ? []
      : [{ authorityId: null, count: events.length, since: events[0]?.at ?? null, rows }]
  },
  async erase(tx, personId) {
    await eraseEventNames(tx, personId)
    const kept = (await eventsOf(tx, 'person', personId)).length
    return [
      {
        authorityId: null,
        erased: 0,
        kept,
        because:
          kept === 0
            ? null
            : 'Les dates des faits restent, sans votre nom ni vos coordonnées, pour la sécurité du service.',
      },
    ]
  },
}

const roles: Holding = {
  id: 'accounts.roles',
  processing: 'agents',
  title: 'Vos fonctions d’agent',
  tables: ['accounts.membership', 'accounts.absence', 'accounts.departure'],
  async held(tx, personId) {
    const list = await heldRoles(tx, personId)
    return [...new Set(list.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const rows = list
        .filter((item) => item.authorityId === authorityId)
        .map(({ unit, role, from, to }) => ({
          Service: unit,
          Fonction: ROLES[role].label,
          Du: from,
          ...(to === null ? {} : { Au: to }),
        }))
      return { authorityId, count: rows.length, since: new Date(rows[0]?.Du ?? 0), rows }
    })
  },
  async erase(tx, personId) {
    return (await roles.held(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because: 'Les fonctions d’un agent sont gardées par la collectivité qui les a données.',
    }))
  },
}

const looks: Holding = {
  id: 'accounts.looks',
  until: 'look.delete',
  processing: 'agents',
  title: 'Qui a vu Parvis comme vous le voyez',
  tables: ['accounts.look'],
  async held(tx, personId) {
    const list = await looksAs(tx, personId)
    const rows = list.map(({ beganAt, endsAt, endedAt, reason }) => ({
      Du: beganAt,
      Au: endedAt ?? endsAt,
      Motif: reason,
    }))
    return rows.length === 0
      ? []
      : [{ authorityId: null, count: rows.length, since: list.at(-1)?.beganAt ?? null, rows }]
  },
  async erase(tx, personId) {
    return (await looks.held(tx, personId)).map(({ authorityId, count: kept }) => ({
      authorityId,
      erased: 0,
      kept,
      because: 'La collectivité garde un an qui a vu comme ses agents, et pourquoi.',
    }))
  },
}

export const personal: readonly Holding[] = [profile, history, roles, looks]
