// What job offers hold about a person: what they look for. Offers speak of posts, and name nobody.
import { forgetNotices } from '#notices'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { VACANCY } from './keep.ts'
import { forgetProfile, forgetProfiles, forgetVacancies, profileOf } from './queries.personal.ts'
import { BRANCHES } from './words.ts'

const profile: Holding = {
  id: 'vacancies.profile',
  processing: 'offres-emploi',
  until: 'vacancy_profile.delete',
  title: 'Votre profil pour les offres d’emploi',
  tables: ['vacancies.profile'],
  async held(tx, personId) {
    const kept = await profileOf(tx, personId)
    if (kept === undefined) return []
    const { categories, branches, places, words, alerts, changedAt } = kept
    const row = {
      Catégories: categories,
      Filières: branches.map((branch) => BRANCHES[branch]),
      Lieux: places,
      'Métiers et souhaits': words,
      Alertes: alerts,
    }
    return [{ authorityId: null, count: 1, since: changedAt, rows: [row] }]
  },
  erase: async (tx, personId) => wholly(null, await forgetProfile(tx, personId)),
}

export const personal: readonly Holding[] = [profile]

export const retention: readonly RetentionRule[] = [
  simple('vacancy_profile.delete', 'Profils pour les offres d’emploi', forgetProfiles),
  simple('vacancy.delete', 'Offres d’emploi', async (tx, before, most) => {
    const ids = await forgetVacancies(tx, before, most)
    await forgetNotices(tx, VACANCY, ids)
    await trimEvents(tx, VACANCY, before, most)
    return ids.length
  }),
]
