// What the sites of authorities receive of a person through the account (GDPR art. 15, 17 and 20).
import { type Holding, wholly } from '#platform/house/personal.ts'
import { withdrawAll } from './consent/consent.ts'
import { deleteOfPerson, heldConsents, heldEntries, shredValues } from './consent/queries.personal.ts'
import { labelOf } from './store/values.ts'

const byAuthority = <T extends { authorityId: number }>(list: readonly T[]) =>
  [...new Set(list.map(({ authorityId }) => authorityId))].map((authorityId) => ({
    authorityId,
    own: list.filter((item) => item.authorityId === authorityId),
  }))

const words = (ids: readonly string[]): string[] => ids.filter((id) => id !== 'sub').map(labelOf)

const sites: Holding = {
  id: 'identity.consent',
  processing: 'accords',
  title: 'Les sites qui lisent votre compte',
  tables: ['identity.consent', 'identity.artifact', 'identity.session_link'],
  async held(tx, personId) {
    return byAuthority(await heldConsents(tx, personId)).map(({ authorityId, own }) => ({
      authorityId,
      count: own.length,
      since: own[0]?.givenAt ?? null,
      rows: own.map(({ site, granted, givenAt, lastUsedAt }) => ({
        Site: site,
        'Ce qu’il reçoit': words(granted),
        'Depuis le': givenAt,
        'Dernière visite': lastUsedAt,
      })),
    }))
  },
  async erase(tx, personId) {
    const parts = byAuthority(await heldConsents(tx, personId)).flatMap(({ authorityId, own }) =>
      wholly(authorityId, own.length),
    )
    await withdrawAll(tx, personId)
    await deleteOfPerson(tx, personId)
    return parts
  },
}

const KINDS: Record<string, string> = {
  information: 'transmis, car indispensable',
  consent: 'accepté',
  refusal: 'refusé',
  withdrawal: 'retiré',
  expiry: 'effacé, un an sans visite',
}

const ledger: Holding = {
  id: 'identity.ledger',
  until: 'consent.delete',
  processing: 'accords',
  title: 'Vos réponses aux sites (preuve de vos accords)',
  tables: ['identity.consent_entry', 'identity.logout_delivery'],
  async held(tx, personId) {
    return byAuthority(await heldEntries(tx, personId)).map(({ authorityId, own }) => ({
      authorityId,
      count: own.length,
      since: own[0]?.at ?? null,
      rows: own.map(({ at, site, kind, valueIds, textVersion, language, channel }) => ({
        Le: at,
        Site: site,
        Réponse: KINDS[kind] ?? kind,
        Informations: words(valueIds),
        'Texte lu': `version ${textVersion}, langue ${language}, canal ${channel}`,
      })),
    }))
  },
  async erase(tx, personId) {
    await shredValues(tx, personId)
    return byAuthority(await heldEntries(tx, personId)).map(({ authorityId, own }) => ({
      authorityId,
      erased: 0,
      kept: own.length,
      because:
        'La preuve de vos accords et de vos retraits reste, sans votre nom\u00a0: la collectivité doit pouvoir la montrer.',
    }))
  },
}

export const personal: readonly Holding[] = [sites, ledger]
